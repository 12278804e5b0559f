package io.npipeline.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.binding.BindingException;
import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SinkRecordReaderTest {

    record Order(int amount) {}

    @Test
    void aBodyIsBoundOnFirstUse() {
        KafkaMessage<?> message = read(Order.class, "{\"amount\":5}");

        assertThat(message.bodyOrRaw()).isEqualTo("{\"amount\":5}");
        Object body = message.body();
        assertThat(body).isEqualTo(new Order(5));
        assertThat(message.bodyOrRaw()).isSameAs(body);
        assertThat((Object) message.body()).isSameAs(body);
    }

    @Test
    void aBodyThatCannotBeBoundFailsWhereItIsUsedAndStaysAsItCame() {
        KafkaMessage<?> message = read(Order.class, "no json");

        assertThat(message.isTombstone()).isFalse();
        assertThatThrownBy(message::body).isInstanceOf(BindingException.class);
        assertThat(message.bodyOrRaw()).isEqualTo("no json");
    }

    @Test
    void aBodyThatAlreadyHasItsTypeIsHandedThrough() {
        byte[] bytes = {1, 2};

        assertThat(read(byte[].class, bytes).bodyOrRaw()).isSameAs(bytes);
        assertThat(read(byte[].class, bytes).body()).isSameAs(bytes);
    }

    @Test
    void aTombstoneHasNoBodyWhateverTheType() {
        for (Class<?> type : List.of(Order.class, String.class, Object.class)) {
            KafkaMessage<?> message = read(type, null);

            assertThat(message.isTombstone()).isTrue();
            assertThat(message.body()).isNull();
        }
    }

    @Test
    void theOriginIsTheRecordsPlaceBeforeItsTopicWasRenamed() {
        SinkRecord renamed = new SinkRecord(
                "renamed",
                5,
                null,
                "key",
                null,
                "body",
                50,
                1_000L,
                TimestampType.CREATE_TIME,
                List.of(),
                "orders",
                2,
                20);

        KafkaMessage<?> message = message(String.class, renamed);

        assertThat(message.origin()).isEqualTo(new Origin.Kafka("orders", 2, 20));
        assertThat(message.key()).isEqualTo("key");
        assertThat(message.timestamp()).contains(Instant.ofEpochMilli(1_000));
    }

    @Test
    void aTypeThatCannotBeBoundIsRefusedBeforeTheFirstRecord() {
        assertThatThrownBy(() -> new SinkRecordReader(Thread.class)).isInstanceOf(BindingException.class);
    }

    private static KafkaMessage<?> read(Class<?> type, @Nullable Object value) {
        SinkRecord record = new SinkRecord("orders", 0, null, null, Schema.OPTIONAL_STRING_SCHEMA, value, 0);
        return message(type, record);
    }

    private static KafkaMessage<?> message(Class<?> type, SinkRecord record) {
        SinkRecordReader reader = new SinkRecordReader(type);
        return reader.message(record, reader.body(record), Acknowledgement.DETACHED);
    }
}
