package io.npipeline.testing;

import io.npipeline.metrics.KafkaMetrics;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told of, each event as a sentence. Thread safe. */
public class RecordedEvents implements KafkaMetrics {

    private static final String PARAMETER = "events";
    private static final Map<String, List<String>> OF_CONNECTORS = new ConcurrentHashMap<>();

    private volatile List<String> events = new CopyOnWriteArrayList<>();

    /** Has the tasks of a connector tell these metrics, or the subclass that the settings name, and gives what they tell. */
    public static List<String> of(Map<String, String> settings) {
        String id = UUID.randomUUID().toString();
        settings.putIfAbsent("npipeline.metrics.class", RecordedEvents.class.getName());
        settings.put("npipeline.pipeline.param." + PARAMETER, id);
        return OF_CONNECTORS.computeIfAbsent(id, ignored -> new CopyOnWriteArrayList<>());
    }

    public List<String> events() {
        return events;
    }

    private static String inTime(String event, long nanos) {
        return event + (nanos > 0 ? "" : " in no time");
    }

    @Override
    public void open(String connectorName, int taskId, Map<String, String> parameters) throws Exception {
        events = OF_CONNECTORS.getOrDefault(parameters.getOrDefault(PARAMETER, ""), events);
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
    public void recordPollLatency(String topic, long nanos) {
        events.add(inTime("timed a poll of " + topic, nanos));
    }

    @Override
    public void recordLag(String topic, int partition, long lag) {
        events.add("lag of " + topic + "-" + partition + " is " + lag);
    }

    @Override
    public void recordProduced(String topic, int count) {
        events.add("produced " + count + " to " + topic);
    }

    @Override
    public void recordProduceLatency(String topic, long nanos) {
        events.add(inTime("timed a record of " + topic, nanos));
    }

    @Override
    public void recordProduceError(String topic, Throwable error) {
        events.add("could not produce to " + topic + ": " + error.getMessage());
    }

    @Override
    public void recordTransactionCommit(long nanos) {
        events.add(inTime("committed a transaction", nanos));
    }

    @Override
    public void recordSerializeLatency(Class<?> type, long nanos) {
        events.add(inTime("serialized a " + type.getSimpleName(), nanos));
    }

    @Override
    public void recordSerializeError(Class<?> type, Throwable error) {
        events.add("cannot serialize a " + type.getSimpleName() + ": " + error.getMessage());
    }

    @Override
    public void recordDeserializeLatency(Class<?> type, long nanos) {
        events.add(inTime("deserialized a " + type.getSimpleName(), nanos));
    }

    @Override
    public void recordDeserializeError(Class<?> type, Throwable error) {
        events.add("cannot deserialize a " + type.getSimpleName() + ": " + error.getMessage());
    }

    @Override
    public void close() {
        events.add("close metrics");
    }
}
