package io.npipeline.records;

import io.npipeline.binding.BodyReader;
import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import org.apache.kafka.connect.sink.SinkRecord;

/**
 * Sink records to messages. Bodies that need binding are bound on first use.
 *
 * <p>Thread safe.
 */
public final class SinkRecordReader {

    private final BodyReader<?> bodies;

    /**
     * @param bodyType the type that the pipeline's Kafka source reads
     */
    public SinkRecordReader(Class<?> bodyType) {
        bodies = BodyReader.of(bodyType);
    }

    /** The message of a record. Its origin is the record's place before any transformation renamed its topic. */
    public KafkaMessage<?> read(SinkRecord record, Acknowledgement acknowledgement) {
        return KafkaMessage.received(
                ConnectBody.of(record.valueSchema(), record.value(), bodies),
                record.key(),
                record.keySchema(),
                ConnectHeaders.read(record.headers()),
                record.timestamp(),
                new Origin.Kafka(record.originalTopic(), record.originalKafkaPartition(), record.originalKafkaOffset()),
                acknowledgement);
    }
}
