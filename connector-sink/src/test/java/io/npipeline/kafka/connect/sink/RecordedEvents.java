package io.npipeline.kafka.connect.sink;

import io.npipeline.metrics.KafkaMetrics;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The events of a task, as text: a configuration can only name a class, a test wants to see objects. Thread safe. */
final class RecordedEvents implements AutoCloseable {

    private static final Map<String, RecordedEvents> TESTS = new ConcurrentHashMap<>();

    private final List<String> told = new CopyOnWriteArrayList<>();
    private final String id = UUID.randomUUID().toString();

    private RecordedEvents() {}

    /** Those of the task that is started with the settings, to which it adds. */
    static RecordedEvents of(Map<String, String> settings) {
        RecordedEvents events = new RecordedEvents();
        TESTS.put(events.id, events);
        settings.put("npipeline.metrics.class", Recorder.class.getName());
        settings.put("npipeline.pipeline.param.events", events.id);
        return events;
    }

    List<String> told() {
        return told;
    }

    @Override
    public void close() {
        TESTS.remove(id);
    }

    /** Finds its test by a parameter. */
    public static final class Recorder implements KafkaMetrics {

        private @Nullable List<String> events;

        @Override
        public void open(String connectorName, int taskId, Map<String, String> parameters) {
            events = Objects.requireNonNull(TESTS.get(parameters.get("events"))).told;
        }

        private void tell(String event) {
            Objects.requireNonNull(events).add(event);
        }

        @Override
        public void recordConsumed(String topic, int count) {
            tell("consumed " + topic + " " + count);
        }

        @Override
        public void recordProduced(String topic, int count) {
            tell("produced " + topic + " " + count);
        }

        @Override
        public void recordProduceLatency(String topic, long nanos) {
            tell("latency " + topic);
        }

        @Override
        public void recordProduceError(String topic, Throwable error) {
            tell("error " + topic + " " + error);
        }

        @Override
        public void close() {}
    }
}
