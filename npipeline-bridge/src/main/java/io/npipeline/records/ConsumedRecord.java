package io.npipeline.records;

import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.message.RawRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;

/** A record that a task consumed, ready to become a message. Immutable, as far as its content is. */
public final class ConsumedRecord {

    /** What a client gives for a record that has no timestamp is negative. */
    private static final long FIRST_TIMESTAMP = 0;

    private final ConsumerRecord<byte[], byte[]> record;
    private final MessageHeaders headers;
    private final SchemaAndValue key;
    private final @Nullable Object body;

    ConsumedRecord(
            ConsumerRecord<byte[], byte[]> record, MessageHeaders headers, SchemaAndValue key, @Nullable Object body) {
        this.record = record;
        this.headers = headers;
        this.key = key;
        this.body = body;
    }

    public long offset() {
        return record.offset();
    }

    /** The size of key, value and headers on the wire. */
    public int bytes() {
        long bytes = (long) Math.max(record.serializedKeySize(), 0) + Math.max(record.serializedValueSize(), 0);
        if (!headers.isEmpty()) {
            for (Header header : record.headers()) {
                bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
            }
        }
        return (int) Math.min(bytes, Integer.MAX_VALUE);
    }

    /** The key and value on the wire. */
    public RawRecord raw() {
        return new RawRecord(record.key(), record.value());
    }

    /** The message of the record. */
    public KafkaMessage<?> message(Acknowledgement acknowledgement) {
        return KafkaMessage.received(
                body,
                key.value(),
                key.schema(),
                headers,
                record.timestamp() < FIRST_TIMESTAMP ? null : record.timestamp(),
                new Origin.Kafka(record.topic(), record.partition(), record.offset()),
                acknowledgement);
    }
}
