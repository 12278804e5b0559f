package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.message.KafkaMessage;
import io.npipeline.metrics.GuardedKafkaMetrics;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.NodeContext;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.testing.LoggedWarnings;
import io.npipeline.testing.RecordedEvents;
import io.npipeline.testing.ValidationOf;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

/** A class of the user's that is told of events. */
class MetricsClassTest {

    private static final String CLASS = "npipeline.metrics.class";

    private final List<String> events = new CopyOnWriteArrayList<>();

    /** What the store got, and when it was closed, go to the same list as what the metrics hear. */
    private final class Store implements BatchSinkNode<Integer> {
        private List<String> told = events;

        @Override
        public void open(NodeContext context) {
            context.metrics().recordBatchSize("opening", 0);
        }

        @Override
        public void write(List<KafkaMessage<Integer>> batch) {
            told.add("wrote " + batch.get(0).body());
        }

        @Override
        public void close() {
            told.add("close store");
        }
    }

    /** Cannot be opened. */
    public static final class Broken extends RecordedEvents {
        @Override
        public void open(String connectorName, int taskId, Map<String, String> parameters) throws Exception {
            super.open(connectorName, taskId, parameters);
            throw new IllegalStateException("no connection");
        }
    }

    /** Fails on each batch. */
    public static final class Failing extends RecordedEvents {
        @Override
        public void recordBatchSize(String topic, int size) {
            super.recordBatchSize(topic, size);
            throw new IllegalStateException("full");
        }
    }

    /** Cannot be made. */
    public static final class Unmade implements KafkaMetrics {
        public Unmade() {
            throw new IllegalStateException("no licence");
        }
    }

    private final Store store = new Store();

    private PipelineDefinition pipeline() {
        return (pipeline, context) -> pipeline.connect(
                pipeline.addSource("orders", KafkaSourceNode.of(Integer.class)),
                pipeline.addBatchSink("store", store, BatchLimits.of(1, Duration.ofDays(1))));
    }

    private Map<String, String> settings(Class<?> metrics) {
        return RegisteredPipeline.settings(
                pipeline(), CLASS, metrics.getName(), "npipeline.continue.on.error", "true", "name", "shop");
    }

    private static ValidationOf validate(Map<String, String> settings) {
        return ValidationOf.settings(new NPipelineSinkConnector(), settings);
    }

    private static String invalid(String name) {
        return "Invalid value " + name + " for configuration " + CLASS + ": ";
    }

    private static SinkRecord number(long offset) {
        return new SinkRecord(P0.topic(), P0.partition(), null, null, Schema.INT32_SCHEMA, 7, offset);
    }

    private void run(Map<String, String> settings) {
        SinkWorker worker = SinkWorker.running(settings).assign(P0);
        worker.put(number(0));
        eventually(() -> assertThat(events).contains("wrote 7"));
        worker.stop();
    }

    @Test
    void itIsOpenedBeforeTheNodesAndClosedAfterThem() {
        Map<String, String> settings = settings(RecordedEvents.class);
        List<String> told = RecordedEvents.of(settings);
        store.told = told;
        SinkWorker worker = SinkWorker.running(settings).assign(P0);
        worker.put(number(0), record(P0, 1, "seven"));
        eventually(() -> assertThat(told)
                .contains("wrote 7")
                .anyMatch(event -> event.startsWith("cannot deserialize a Integer: ")));
        worker.stop();

        assertThat(told).startsWith("open metrics of shop 0", "batch of 0 from opening");
        assertThat(told).contains("batch of 1 from " + P0.topic());
        assertThat(told).endsWith("close store", "close metrics");
    }

    @Test
    void validationMakesNone() {
        Map<String, String> settings = settings(RecordedEvents.class);
        List<String> told = RecordedEvents.of(settings);

        validate(settings).isAccepted();

        assertThat(told).isEmpty();
    }

    @Test
    void oneThatCannotBeOpenedIsDoneWithout() {
        Map<String, String> settings = settings(Broken.class);
        List<String> told = RecordedEvents.of(settings);
        try (LoggedWarnings warnings = new LoggedWarnings(GuardedKafkaMetrics.class)) {
            run(settings);
            assertThat(warnings.messages())
                    .containsExactly("The metrics " + Broken.class.getName()
                            + " could not be opened; the task goes on without them");
        }
        assertThat(told).containsExactly("open metrics of shop 0", "close metrics");
    }

    @Test
    void oneThatFailsIsWarnedOfOnceAndToldOfTheNextEventToo() {
        Map<String, String> settings = settings(Failing.class);
        List<String> told = RecordedEvents.of(settings);
        try (LoggedWarnings warnings = new LoggedWarnings(GuardedKafkaMetrics.class)) {
            run(settings);
            assertThat(warnings.messages())
                    .containsExactly("The metrics " + Failing.class.getName()
                            + " failed on an event; the task goes on, and further failures are not logged");
        }
        assertThat(told).contains("batch of 0 from opening", "batch of 1 from " + P0.topic());
    }

    @Test
    void oneThatCannotBeMadeStopsTheTaskWithItsKey() {
        assertThatThrownBy(() -> SinkWorker.running(settings(Unmade.class)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(invalid(Unmade.class.getName())
                        + "its constructor failed: java.lang.IllegalStateException: no licence");
    }

    @Test
    void itsClassMustExist() {
        Map<String, String> settings = settings(RecordedEvents.class);
        settings.put(CLASS, "com.example.Nowhere");
        validate(settings)
                .isRefused(
                        CLASS,
                        invalid("com.example.Nowhere")
                                + "the class was not found; its jar belongs in the plugin folder of the connector");
    }

    @Test
    void itsClassMustBeOfMetrics() {
        validate(settings(String.class))
                .isRefused(
                        CLASS,
                        invalid("java.lang.String") + "the class does not implement io.npipeline.metrics.KafkaMetrics");
    }

    @Test
    void itsClassMustBeConstructible() {
        validate(settings(GuardedKafkaMetrics.class))
                .isRefused(
                        CLASS,
                        invalid(GuardedKafkaMetrics.class.getName())
                                + "the class must be public, not abstract and have a public constructor without parameters");
    }
}
