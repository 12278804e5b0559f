package io.npipeline.records;

import io.npipeline.binding.BodyReader;
import io.npipeline.engine.RecordReader;
import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.NullKafkaMetrics;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sink records to messages. Bodies that need binding are bound on first use.
 *
 * <p>Thread safe.
 */
public final class SinkRecordReader implements RecordReader {

    private final BodyReader<?> bodies;
    private final KafkaMetrics metrics;

    /**
     * @param bodyType the type that the pipeline's Kafka source reads
     */
    public SinkRecordReader(Class<?> bodyType) {
        this(bodyType, NullKafkaMetrics.INSTANCE);
    }

    /**
     * The same, of whose bindings somebody is told.
     *
     * @param metrics never throws
     */
    public SinkRecordReader(Class<?> bodyType, KafkaMetrics metrics) {
        bodies = BodyReader.of(bodyType);
        this.metrics = metrics;
    }

    @Override
    public @Nullable Object body(SinkRecord record) {
        return MeteredBody.of(
                ConnectBody.of(record.valueSchema(), record.value(), bodies), bodies.type(), metrics);
    }

    /** Its origin is the record's place before any transformation renamed its topic. */
    @Override
    public KafkaMessage<?> message(SinkRecord record, @Nullable Object body, Acknowledgement acknowledgement) {
        return KafkaMessage.received(
                body,
                record.key(),
                record.keySchema(),
                ConnectHeaders.read(record.headers()),
                record.timestamp(),
                new Origin.Kafka(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset()),
                acknowledgement);
    }
}
