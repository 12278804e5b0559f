package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.NodeContext;
import io.npipeline.node.NodeFactory;
import io.npipeline.node.PipelineParameters;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.testing.ValidationOf;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Nodes that a definition has made. */
class NodeFactoryTest {

    private static final String FACTORY = "npipeline.node.factory.class";
    private static final String PIPELINE = "npipeline.pipeline.class";

    private final ScriptedSink sink = new ScriptedSink();

    /** Greets. Only a factory can make it. */
    public static class Greeter implements TransformNode<String, String> {
        private final String greeting;
        private final List<String> events;

        public Greeter(String greeting, List<String> events) {
            this.greeting = greeting;
            this.events = events;
        }

        @Override
        public void open(NodeContext context) {
            events.add("open greeter");
        }

        @Override
        public String transform(String body) {
            return greeting + " " + body;
        }

        @Override
        public void close() {
            events.add("close greeter");
        }
    }

    /** Greets with a parameter. */
    public static final class WithContext extends Greeter {
        public WithContext(PipelineContext context) {
            super(context.parameter("greeting"), new ArrayList<>());
        }

        public WithContext() {
            super("not this one", List.of());
        }
    }

    /** Greets with a parameter. */
    public static final class WithParameters extends Greeter {
        public WithParameters(PipelineParameters parameters) {
            super(parameters.parameter("greeting"), new ArrayList<>());
        }
    }

    /** Greets everybody alike. */
    public static final class WithNothing extends Greeter {
        public WithNothing() {
            super("hi", new ArrayList<>());
        }
    }

    /** Cannot be made. */
    public static final class Failing extends Greeter {
        public Failing() {
            super("", List.of());
            throw new IllegalStateException("no licence");
        }
    }

    /** Returns what was not asked for. */
    public static final class Confused implements NodeFactory {
        @Override
        @SuppressWarnings("unchecked")
        public <N> N create(Class<N> type) {
            return (N) "something else";
        }
    }

    /** Wraps what happens, as containers do. */
    public static final class Wrapping implements NodeFactory {
        private @Nullable PipelineParameters parameters;

        @Override
        public void open(PipelineParameters given) {
            parameters = given;
        }

        @Override
        public <N> N create(Class<N> type) {
            try {
                throw new IllegalStateException(
                        Objects.requireNonNull(parameters).parameter("absent"));
            } catch (RuntimeException e) {
                throw new IllegalStateException("1 error", e);
            }
        }
    }

    /** Cannot be opened. */
    public static final class Broken extends RecordingFactory {
        @Override
        public void open(PipelineParameters parameters) {
            super.open(parameters);
            throw new IllegalStateException("no container");
        }
    }

    /** Cannot be opened, nor closed. */
    public static final class Crashing extends RecordingFactory {
        @Override
        public void open(PipelineParameters parameters) {
            super.open(parameters);
            throw new AssertionError("no container");
        }

        @Override
        public void close() {
            super.close();
            throw new AssertionError("nothing to close");
        }
    }

    /** Is interrupted while it closes. */
    public static final class Interrupted implements NodeFactory {
        @Override
        public <N> N create(Class<N> type) throws Exception {
            return type.getConstructor().newInstance();
        }

        @Override
        public void close() throws InterruptedException {
            throw new InterruptedException("injected");
        }
    }

    /** Cannot be opened. */
    public static final class Unopenable extends Greeter {
        public Unopenable(String greeting, List<String> events) {
            super(greeting, events);
        }

        @Override
        public void open(NodeContext context) {
            throw new IllegalStateException("no connection");
        }
    }

    private PipelineDefinition greetingWith(Class<? extends Greeter> type) {
        return (pipeline, context) -> {
            var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
            var greeted = pipeline.addTransform("greet", context.create(type));
            pipeline.connect(orders, greeted);
            pipeline.connect(greeted, pipeline.addSink("store", sink));
        };
    }

    private Map<String, String> settings(Class<? extends Greeter> type, String... others) {
        return new HashMap<>(RegisteredPipeline.settings(greetingWith(type), others));
    }

    private Map<String, String> withFactory(Class<?> factory) {
        return settings(Greeter.class, FACTORY, factory.getName(), "npipeline.pipeline.param.greeting", "hello");
    }

    private static ValidationOf validate(Map<String, String> settings) {
        return ValidationOf.settings(new NPipelineSinkConnector(), settings);
    }

    private void writes(Map<String, String> settings, String text) {
        try (SinkWorker worker = SinkWorker.running(settings).assign(P0)) {
            worker.put(record(P0, 0, "you"));
            eventually(() -> assertThat(sink.written()).containsExactly(text));
        }
    }

    @Test
    void aFactoryMakesThemAndIsClosedAfterThem() {
        Map<String, String> settings = withFactory(RecordingFactory.class);
        List<String> events = RecordingFactory.eventsOf(settings);

        SinkWorker worker = SinkWorker.running(settings).assign(P0);
        worker.put(record(P0, 0, "you"));
        eventually(() -> assertThat(sink.written()).containsExactly("hello you"));
        worker.stop();
        worker.task().stop();

        assertThat(events)
                .containsExactly("open factory", "create Greeter", "open greeter", "close greeter", "close factory");
    }

    @Test
    void validationClosesTheFactoryAndOpensNoNode() {
        Map<String, String> settings = withFactory(RecordingFactory.class);
        List<String> events = RecordingFactory.eventsOf(settings);

        validate(settings).isAccepted();

        assertThat(events).containsExactly("open factory", "create Greeter", "close factory");
    }

    @Test
    void aTaskThatCannotStartClosesTheFactory() {
        Map<String, String> settings = settings(
                Unopenable.class,
                FACTORY,
                RecordingFactory.class.getName(),
                "npipeline.pipeline.param.greeting",
                "hello");
        List<String> events = RecordingFactory.eventsOf(settings);

        assertThatThrownBy(() -> SinkWorker.running(settings))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("no connection");

        assertThat(events).containsExactly("open factory", "create Unopenable", "close greeter", "close factory");
    }

    @Test
    void withoutAFactoryTheirConstructorGetsTheContext() {
        writes(settings(WithContext.class, "npipeline.pipeline.param.greeting", "good day"), "good day you");
    }

    @Test
    void orTheParameters() {
        writes(settings(WithParameters.class, "npipeline.pipeline.param.greeting", "good day"), "good day you");
    }

    @Test
    void orNothing() {
        writes(settings(WithNothing.class), "hi you");
    }

    @Test
    void withoutAFactoryAClassWithAnotherConstructorIsRefused() {
        validate(settings(Greeter.class))
                .isRefused(
                        PIPELINE,
                        invalid(PIPELINE, RegisteredPipeline.class) + Greeter.class.getName()
                                + " cannot be made: it must be a public class with a public constructor that takes "
                                + "nothing, a PipelineContext or PipelineParameters, or npipeline.node.factory.class must name who can make it");
    }

    @Test
    void aConstructorThatFailsIsReported() {
        validate(settings(Failing.class))
                .isRefused(
                        PIPELINE,
                        invalid(PIPELINE, RegisteredPipeline.class) + Failing.class.getName()
                                + " cannot be made, its constructor failed: java.lang.IllegalStateException: no licence");
    }

    @Test
    void theFactorysClassMustExist() {
        validate(settings(Greeter.class, FACTORY, "com.example.Nowhere"))
                .isRefused(
                        FACTORY,
                        "Invalid value com.example.Nowhere for configuration " + FACTORY
                                + ": the class was not found; its jar belongs in the plugin folder of the connector");
    }

    @Test
    void aFactoryThatCannotBeOpenedIsReportedAndClosed() {
        Map<String, String> settings = withFactory(Broken.class);
        List<String> events = RecordingFactory.eventsOf(settings);

        validate(settings)
                .isRefused(
                        FACTORY,
                        invalid(FACTORY, Broken.class)
                                + "its open(…) failed: java.lang.IllegalStateException: no container");

        assertThat(events).containsExactly("open factory", "close factory");
    }

    @Test
    void aFactoryThatCrashesIsReportedAndClosed() {
        Map<String, String> settings = withFactory(Crashing.class);
        List<String> events = RecordingFactory.eventsOf(settings);

        validate(settings)
                .isRefused(
                        FACTORY,
                        invalid(FACTORY, Crashing.class)
                                + "its open(…) failed: java.lang.AssertionError: no container");

        assertThat(events).containsExactly("open factory", "close factory");
    }

    @Test
    void anInterruptionOfItsCloseIsNotLost() {
        validate(settings(WithNothing.class, FACTORY, Interrupted.class.getName()))
                .isAccepted();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void whatAFactoryFailsToMakeIsReportedOnItsKey() {
        Map<String, String> settings = withFactory(RecordingFactory.class);
        settings.putAll(settings(WithNothing.class, FACTORY, RecordingFactory.class.getName()));

        validate(settings)
                .isRefused(
                        FACTORY,
                        invalid(FACTORY, RecordingFactory.class) + WithNothing.class.getName()
                                + " cannot be made: java.lang.NoSuchMethodException: " + WithNothing.class.getName()
                                + ".<init>(java.lang.String,java.util.List)");
    }

    @Test
    void whatIsNotWhatWasAskedForIsReported() {
        validate(withFactory(Confused.class))
                .isRefused(
                        FACTORY,
                        invalid(FACTORY, Confused.class) + Greeter.class.getName()
                                + " cannot be made: the factory returned a java.lang.String");
    }

    @Test
    void aMissingParameterIsReportedOnItsKeyWhateverWrapsIt() {
        String rule = "Invalid value null for configuration npipeline.pipeline.param.%s: must be set: pipeline "
                + RegisteredPipeline.class.getName() + " needs it";
        validate(withFactory(Wrapping.class)).isRefused("npipeline.pipeline.param.absent", rule.formatted("absent"));
        Map<String, String> without = withFactory(RecordingFactory.class);
        without.remove("npipeline.pipeline.param.greeting");
        validate(without).isRefused("npipeline.pipeline.param.greeting", rule.formatted("greeting"));
        validate(settings(WithContext.class))
                .isRefused("npipeline.pipeline.param.greeting", rule.formatted("greeting"));
    }

    private static String invalid(String key, Class<?> type) {
        return "Invalid value " + type.getName() + " for configuration " + key + ": ";
    }
}
