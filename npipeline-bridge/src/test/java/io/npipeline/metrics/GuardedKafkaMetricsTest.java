package io.npipeline.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What an implementation of the user's throws reaches nobody, and all that happens reaches it. */
class GuardedKafkaMetricsTest {

    private static final Map<String, String> PARAMETERS = Map.of("url", "http://metrics");
    private static final Map<Class<?>, Object> VALUES = Map.of(
            String.class,
            "orders",
            int.class,
            3,
            long.class,
            4L,
            Class.class,
            Integer.class,
            Throwable.class,
            new IllegalStateException("event"));

    private final List<String> calls = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final AbstractAppender appender = new AbstractAppender("guard", null, null, true, Property.EMPTY_ARRAY) {
        @Override
        public void append(LogEvent event) {
            warnings.add(event.getMessage().getFormattedMessage());
        }
    };
    private final Logger logger = (Logger) LogManager.getLogger(GuardedKafkaMetrics.class);

    @BeforeEach
    void listen() {
        appender.start();
        logger.addAppender(appender);
        logger.setLevel(Level.WARN);
    }

    @AfterEach
    void stop() {
        logger.removeAppender(appender);
        logger.setLevel(Level.OFF);
        appender.stop();
    }

    /** Notes each call, then throws what is given, if something is. */
    private KafkaMetrics noting(Throwable... thrown) {
        return (KafkaMetrics) Proxy.newProxyInstance(
                KafkaMetrics.class.getClassLoader(),
                new Class<?>[] {KafkaMetrics.class},
                (proxy, method, arguments) -> {
                    calls.add(method.getName() + (arguments == null ? "[]" : List.of(arguments)));
                    if (thrown.length > 0 && (method.getName().startsWith("record") || thrown.length > 1)) {
                        throw thrown[0];
                    }
                    return null;
                });
    }

    private KafkaMetrics open(KafkaMetrics metrics) {
        return GuardedKafkaMetrics.open(metrics, "shop", 2, PARAMETERS);
    }

    static Stream<Method> events() {
        return Stream.of(KafkaMetrics.class.getMethods())
                .filter(method -> method.getName().startsWith("record"));
    }

    @Test
    void itIsOpenedWithWhoAndWhatItIsForAndClosed() throws Exception {
        open(noting()).close();
        assertThat(calls).containsExactly("open[shop, 2, {url=http://metrics}]", "close[]");
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventsAfterItsEndAreDropped(Method event) throws Exception {
        KafkaMetrics metrics = open(noting());
        metrics.close();
        event.invoke(metrics, arguments(event));
        metrics.close();
        assertThat(calls).hasSize(2).endsWith("close[]");
    }

    @Test
    void thereAreTheSixteenEventsOfTheDesign() {
        assertThat(events()).hasSize(16);
    }

    @ParameterizedTest
    @MethodSource("events")
    void eachEventIsHandedOn(Method event) throws Exception {
        Object[] arguments = arguments(event);
        event.invoke(open(noting()), arguments);
        assertThat(calls).endsWith(event.getName() + List.of(arguments));
    }

    @ParameterizedTest
    @MethodSource("events")
    void eventsThatCannotBeTakenAreWarnedOfOnce(Method event) throws Exception {
        KafkaMetrics metrics = open(noting(new AssertionError("full")));
        event.invoke(metrics, arguments(event));
        event.invoke(metrics, arguments(event));
        assertThat(calls).hasSize(3);
        assertThat(warnings)
                .singleElement()
                .asString()
                .contains("failed on an event", "further failures are not logged");
    }

    @ParameterizedTest
    @MethodSource("events")
    void withoutMetricsNothingHappens(Method event) throws IllegalAccessException, InvocationTargetException {
        event.invoke(NullKafkaMetrics.INSTANCE, arguments(event));
    }

    @Test
    void oneThatCannotBeOpenedIsClosedAndDoneWithout() {
        IllegalStateException error = new IllegalStateException("no connection");
        assertThat(open(noting(error, error))).isSameAs(NullKafkaMetrics.INSTANCE);
        assertThat(calls).containsExactly("open[shop, 2, {url=http://metrics}]", "close[]");
        assertThat(warnings).hasSize(2);
        assertThat(warnings.get(0)).contains("could not be opened; the task goes on without them");
        assertThat(warnings.get(1)).contains("failed to close");
    }

    @Test
    void anInterruptIsKept() {
        KafkaMetrics interrupted = new KafkaMetrics() {
            @Override
            public void open(String connectorName, int taskId, Map<String, String> parameters)
                    throws InterruptedException {
                throw new InterruptedException("injected");
            }
        };
        open(interrupted);
        assertThat(Thread.interrupted()).isTrue();
    }

    private static Object[] arguments(Method event) {
        return Stream.of(event.getParameterTypes()).map(VALUES::get).toArray();
    }
}
