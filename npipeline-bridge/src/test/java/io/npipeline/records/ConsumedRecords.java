package io.npipeline.records;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

/** Records of the topic {@code orders}, partition 3, offset 42, as a consumer returns them. */
final class ConsumedRecords {

    private ConsumedRecords() {}

    static ConsumerRecord<byte[], byte[]> record(@Nullable String key, @Nullable String value, String... headers) {
        return record(1_000, key, value, headers);
    }

    /**
     * @param headers values of headers under "h0", "h1" and so on
     */
    static ConsumerRecord<byte[], byte[]> record(
            long timestamp, @Nullable String key, @Nullable String value, String... headers) {
        RecordHeaders recordHeaders = new RecordHeaders();
        for (int i = 0; i < headers.length; i++) {
            recordHeaders.add("h" + i, bytes(headers[i]));
        }
        return new ConsumerRecord<>(
                "orders",
                3,
                42,
                timestamp,
                TimestampType.CREATE_TIME,
                key == null ? ConsumerRecord.NULL_SIZE : bytes(key).length,
                value == null ? ConsumerRecord.NULL_SIZE : bytes(value).length,
                bytes(key),
                bytes(value),
                recordHeaders,
                Optional.empty());
    }

    @SuppressWarnings("NullAway") // a record has a null where it has no key or value
    static byte[] bytes(@Nullable String text) {
        return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
    }
}
