package io.npipeline.engine;

import io.npipeline.metrics.KafkaMetrics;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps the events that the engine tells of. Thread safe. */
final class RecordedEvents implements KafkaMetrics {

    private final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public void recordBatchSize(String topic, int size) {
        events.add("batch of " + size + " from " + topic);
    }

    @Override
    public void recordSerializeLatency(Class<?> type, long nanos) {
        events.add("serialized a " + type.getSimpleName() + (nanos > 0 ? "" : " in no time"));
    }

    @Override
    public void recordSerializeError(Class<?> type, Throwable error) {
        events.add("cannot serialize a " + type.getSimpleName() + ": " + error.getMessage());
    }

    @Override
    public void recordDeserializeLatency(Class<?> type, long nanos) {
        events.add("deserialized a " + type.getSimpleName() + (nanos > 0 ? "" : " in no time"));
    }

    @Override
    public void recordDeserializeError(Class<?> type, Throwable error) {
        events.add("cannot deserialize a " + type.getSimpleName() + ": " + error.getMessage());
    }

    List<String> events() {
        return events;
    }
}
