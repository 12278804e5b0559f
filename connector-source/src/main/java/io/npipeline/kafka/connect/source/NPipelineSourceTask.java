package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.Version;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTask;
import org.jspecify.annotations.Nullable;

/**
 * The worker's side of a task; all that a running task is stands in {@link StartedSourceTask}.
 *
 * <p>The worker calls {@code commitRecord} on its producer's thread and {@code commit} on a thread for all tasks, everything else
 * on the task thread.
 */
public final class NPipelineSourceTask extends SourceTask {

    private final SourceConsumers consumers;
    private final LongSupplier pacerNanos;
    private volatile @Nullable StartedSourceTask started;

    public NPipelineSourceTask() {
        this(SourceConsumers.ofKafka(), System::nanoTime);
    }

    /** A task whose relays read with other consumers, and whose transactions are spaced by another clock. */
    NPipelineSourceTask(SourceConsumers consumers, LongSupplier pacerNanos) {
        this.consumers = consumers;
        this.pacerNanos = pacerNanos;
    }

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public void start(Map<String, String> props) {
        started = SourceTaskStart.start(new NPipelineSourceConnectorConfig(props), context, consumers, pacerNanos);
    }

    @Override
    public @Nullable List<SourceRecord> poll() throws InterruptedException {
        StartedSourceTask task = started;
        if (task == null) {
            throw new IllegalStateException("The task was not started");
        }
        return task.poll();
    }

    @Override
    public void commitRecord(SourceRecord record, @Nullable RecordMetadata metadata) {
        StartedSourceTask task = started;
        if (task != null) {
            task.produced(record, metadata);
        }
    }

    @Override
    public void commit() {
        StartedSourceTask task = started;
        if (task != null) {
            task.committed();
        }
    }

    @Override
    public void stop() {
        StartedSourceTask task = started;
        if (task != null) {
            task.close();
        }
    }
}
