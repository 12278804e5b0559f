package io.npipeline.integration.pipelines;

import io.npipeline.metrics.KafkaMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes each event to the file {@code events} in the folder that the parameter {@code folder} names: its name and what it is about. */
public final class EventFile implements KafkaMetrics {

    private @Nullable Path file;

    @Override
    public void open(String connectorName, int taskId, Map<String, String> parameters) throws IOException {
        file = Path.of(Objects.requireNonNull(parameters.get("folder")), "events");
        append("open", connectorName, taskId);
    }

    @Override
    public void recordConsumed(String topic, int count) {
        append("consumed", topic, count);
    }

    @Override
    public void recordLag(String topic, int partition, long lag) {
        append("lag", topic, partition, lag);
    }

    @Override
    public void recordProduced(String topic, int count) {
        append("produced", topic, count);
    }

    @Override
    public void recordProduceLatency(String topic, long nanos) {
        append("produce-latency", topic, nanos);
    }

    @Override
    public void recordBatchSize(String topic, int size) {
        append("batch", topic, size);
    }

    @Override
    public void recordTransactionCommit(long nanos) {
        append("transaction", nanos);
    }

    private void append(Object... event) {
        StringBuilder line = new StringBuilder();
        for (Object part : event) {
            line.append(part).append('\t');
        }
        try {
            Lines.append(Objects.requireNonNull(file), line.toString().trim());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        append("close");
    }
}
