package io.npipeline.kafka.connect.source;

import io.npipeline.binding.BodyForm;
import io.npipeline.binding.BodyWriter;
import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.OutputRecord;
import io.npipeline.message.MessageHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Makes the records that carry the positions of partitions whose outputs do not.
 *
 * <p>Task thread only.
 */
final class Heartbeats {

    private final @Nullable String topic;
    private final long intervalNanos;
    private final String connector;
    private final int task;
    private final BodyWriter<Heartbeat> writer;
    private final DeadLetterRoute.KeyForm keyForm;
    private long last = System.nanoTime();

    /**
     * @param form what the value converter takes
     * @param keyForm what the key converter takes
     */
    Heartbeats(HeartbeatSettings settings, String connector, int task, BodyForm form, DeadLetterRoute.KeyForm keyForm) {
        topic = settings.topic().orElse(null);
        intervalNanos = settings.interval().toNanos();
        this.connector = connector;
        this.task = task;
        writer = BodyWriter.of(Heartbeat.class, form);
        this.keyForm = keyForm;
    }

    /** Adds one for each partition whose position moved, when it is time. */
    void addDue(List<? extends PartitionFlow<?>> flows, List<SourceRecord> list) {
        long now = System.nanoTime();
        if (topic == null || now - last < intervalNanos) {
            return;
        }
        last = now;
        for (PartitionFlow<?> flow : flows) {
            flow.addHeartbeat(record(topic, flow.name()), list);
        }
    }

    private OutputRecord record(String to, String partition) {
        return new OutputRecord(
                to,
                null,
                key(connector + "/" + partition),
                writer.write(new Heartbeat(connector, task, partition, Instant.now())),
                MessageHeaders.EMPTY,
                null,
                false);
    }

    private SchemaAndValue key(String text) {
        return switch (keyForm) {
            case TEXT, ANY -> new SchemaAndValue(Schema.STRING_SCHEMA, text);
            case BYTES -> new SchemaAndValue(Schema.BYTES_SCHEMA, text.getBytes(StandardCharsets.UTF_8));
            case SCALAR -> SchemaAndValue.NULL;
        };
    }
}
