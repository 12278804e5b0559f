package io.npipeline.kafka.connect.source;

import io.npipeline.metrics.KafkaMetrics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Keeps what it is told, for the tests of the connector of that name. Thread safe. */
public final class RecordedEvents implements KafkaMetrics {

    private static final Map<String, List<String>> EVENTS = new ConcurrentHashMap<>();

    private volatile String connector = "";

    /** What the tasks of a connector told so far; of a latency whether it can be one. */
    static List<String> of(String connector) {
        return EVENTS.computeIfAbsent(connector, name -> new CopyOnWriteArrayList<>());
    }

    private void add(String event) {
        of(connector).add(event);
    }

    @Override
    public void open(String connectorName, int taskId, Map<String, String> parameters) {
        connector = connectorName;
    }

    @Override
    public void close() {
        add("close");
    }

    @Override
    public void recordConsumed(String topic, int count) {
        add("consumed " + topic + " " + count);
    }

    @Override
    public void recordPollLatency(String topic, long nanos) {
        add("poll " + topic + " " + (nanos > 0));
    }

    @Override
    public void recordLag(String topic, int partition, long lag) {
        add("lag " + topic + "-" + partition + " " + lag);
    }

    @Override
    public void recordBatchSize(String topic, int size) {
        add("batch " + topic + " " + size);
    }

    @Override
    public void recordProduced(String topic, int count) {
        add("produced " + topic + " " + count);
    }

    @Override
    public void recordProduceLatency(String topic, long nanos) {
        add("produce " + topic + " " + (nanos > 0));
    }

    @Override
    public void recordTransactionCommit(long nanos) {
        add("transaction " + (nanos > 0));
    }
}
