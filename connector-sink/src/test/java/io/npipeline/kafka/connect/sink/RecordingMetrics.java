package io.npipeline.kafka.connect.sink;

import io.npipeline.metrics.KafkaMetrics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told of. */
public class RecordingMetrics implements KafkaMetrics {

    private static final Map<String, List<String>> EVENTS = new ConcurrentHashMap<>();

    private List<String> events = List.of();

    /** Has metrics of the settings tell what they hear. */
    static List<String> eventsOf(Map<String, String> settings) {
        String id = UUID.randomUUID().toString();
        settings.put("npipeline.pipeline.param.metrics", id);
        return EVENTS.computeIfAbsent(id, ignored -> new CopyOnWriteArrayList<>());
    }

    @Override
    public void open(String connectorName, int taskId, Map<String, String> parameters) throws Exception {
        events = EVENTS.getOrDefault(parameters.getOrDefault("metrics", ""), new CopyOnWriteArrayList<>());
        events.add("open metrics of " + connectorName + " " + taskId);
    }

    @Override
    public void recordBatchSize(String topic, int size) {
        events.add("batch of " + size + " from " + topic);
    }

    @Override
    public void recordConsumed(String topic, int count) {
        events.add("consumed " + count + " of " + topic);
    }

    @Override
    public void recordProduced(String topic, int count) {
        events.add("produced " + count + " to " + topic);
    }

    @Override
    public void recordProduceLatency(String topic, long nanos) {
        events.add("timed a record of " + topic);
    }

    @Override
    public void recordProduceError(String topic, Throwable error) {
        events.add("could not produce to " + topic + ": " + error.getMessage());
    }

    @Override
    public void recordDeserializeError(Class<?> type, Throwable error) {
        events.add("cannot read a " + type.getSimpleName());
    }

    @Override
    public void close() {
        events.add("close metrics");
    }
}
