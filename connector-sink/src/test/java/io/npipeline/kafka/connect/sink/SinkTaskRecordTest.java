package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import java.time.Instant;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a sink node sees of a record. */
class SinkTaskRecordTest {

    private final ScriptedSink sink = new ScriptedSink();

    @Test
    void keyTimestampAndBodyArriveUnchanged() {
        Instant time = Instant.parse("2026-02-03T04:05:06.789Z");
        KafkaMessage<String> message =
                delivered(record("customer-7", "body", time.toEpochMilli(), new ConnectHeaders()));

        assertThat(message.key()).isEqualTo("customer-7");
        assertThat(message.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(message.timestamp()).contains(time);
        assertThat(message.body()).isEqualTo("body");
        assertThat(message.messageId()).isEqualTo("orders-0-11");
    }

    @Test
    void aRecordWithoutKeyAndTimestampHasNone() {
        KafkaMessage<String> message = delivered(record(null, "body", null, new ConnectHeaders()));

        assertThat(message.key()).isNull();
        assertThat(message.timestamp()).isEmpty();
        assertThat(message.headers()).isEqualTo(MessageHeaders.EMPTY);
    }

    @Test
    void headersKeepTheirOrderTheirDuplicatesAndTheirBytes() {
        byte[] bytes = {0, -1, 127};
        KafkaMessage<String> message = delivered(record(
                null,
                "body",
                null,
                new ConnectHeaders()
                        .addString("trace", "first")
                        .addBytes("binary", bytes)
                        .addString("trace", "second")
                        .add("empty", null, null)));

        assertThat(message.headers())
                .containsExactly(
                        MessageHeader.of("trace", "first"),
                        new MessageHeader("binary", bytes, Schema.BYTES_SCHEMA),
                        MessageHeader.of("trace", "second"),
                        new MessageHeader("empty", null, null));
    }

    @Test
    void aTombstoneArrivesAsAMessageWithoutBody() {
        KafkaMessage<String> message = delivered(record("customer-7", null, null, new ConnectHeaders()));

        assertThat(message.body()).isNull();
        assertThat(message.isTombstone()).isTrue();
        assertThat(message.key()).isEqualTo("customer-7");
    }

    private KafkaMessage<String> delivered(SinkRecord record) {
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(record);
            eventually(() -> assertThat(sink.messages()).hasSize(1));
        }
        return sink.messages().get(0);
    }

    private static SinkRecord record(
            @Nullable String key, @Nullable String body, @Nullable Long timestamp, Headers headers) {
        return new SinkRecord(
                P0.topic(),
                P0.partition(),
                Schema.STRING_SCHEMA,
                key,
                Schema.OPTIONAL_STRING_SCHEMA,
                body,
                11,
                timestamp,
                TimestampType.CREATE_TIME,
                headers);
    }
}
