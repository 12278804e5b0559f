package io.npipeline.records;

import static io.npipeline.records.ConsumedRecords.bytes;
import static io.npipeline.records.ConsumedRecords.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.Origin;
import io.npipeline.node.MessageTransformNode;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.errors.RetriableException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of a consumed record, and what the reception makes of one that could not be converted. */
class ConsumedRecordReaderTest {

    record Order(int amount) {}

    private final ScriptedConverter keys = new ScriptedConverter();
    private final ScriptedConverter values = new ScriptedConverter();
    private final ScriptedConverter headers = new ScriptedConverter();
    private final ConsumedRecordReader reader =
            new ConsumedRecordReader(Order.class, new RecordConverters(keys, values, headers));

    private KafkaMessage<?> read(ConsumerRecord<byte[], byte[]> record) {
        return reader.read(record).message(Acknowledgement.DETACHED);
    }

    @SuppressWarnings("unchecked") // the reception takes whatever was read
    private KafkaMessage<?> receive(KafkaMessage<?> message) throws Exception {
        return ((MessageTransformNode<Object, Object>) reader.reception()).transform((KafkaMessage<Object>) message);
    }

    private static void assertConverted(KafkaMessage<?> message) {
        assertThat(message.key()).isEqualTo("key");
        assertThat(message.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat((Object) message.body()).isEqualTo(new Order(5));
        assertThat(message.headers())
                .containsExactly(
                        new MessageHeader("h0", "first", Schema.STRING_SCHEMA),
                        new MessageHeader("h1", "second", Schema.STRING_SCHEMA));
        assertThat(message.timestamp()).contains(Instant.ofEpochMilli(1_000));
        assertThat(message.origin()).isEqualTo(new Origin.Kafka("orders", 3, 42));
    }

    @Test
    void allOfARecordIsConvertedAndTheReceptionLeavesItAsItIs() throws Exception {
        KafkaMessage<?> message = read(record("key", "{\"amount\":5}", "first", "second"));

        assertThat(message.bodyOrRaw()).isEqualTo("{\"amount\":5}");
        assertThat(receive(message)).isSameAs(message);
        assertConverted(message);
        assertThat(keys.calls() + values.calls() + headers.calls()).isEqualTo(4);
    }

    @Test
    void aRecordKnowsItsOffsetItsSizeAndItsBytes() {
        ConsumedRecord read = reader.read(record("key", "value"));

        assertThat(read.offset()).isEqualTo(42);
        assertThat(read.bytes()).isEqualTo(8);
        assertThat(read.raw().key()).isEqualTo(bytes("key"));
        assertThat(read.raw().value()).isEqualTo(bytes("value"));
        assertThat(reader.read(record(null, null)).bytes()).isZero();
        assertThat(reader.read(ConsumedRecords.record(1_000, "key", null, "first", "second"))
                        .bytes())
                .isEqualTo(3 + (2 + 5) + (2 + 6));
    }

    static Stream<Consumer<ConsumedRecordReaderTest>> failures() {
        DataException stays = new DataException("odd");
        RetriableException passes = new RetriableException("down");
        return Stream.of(
                test -> test.keys.failing(stays),
                test -> test.values.failing(stays),
                test -> test.headers.failing(stays),
                test -> test.values.failing(passes));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aRecordOfWhichOnePartCannotBeConvertedCarriesItsBytesUntilTheReceptionConvertsIt(
            Consumer<ConsumedRecordReaderTest> failure) throws Exception {
        failure.accept(this);

        KafkaMessage<?> message = read(record("key", "{\"amount\":5}", "first", "second"));

        assertThat(message.bodyOrRaw()).isEqualTo(bytes("{\"amount\":5}"));
        assertThat(message.isTombstone()).isFalse();
        assertConverted(receive(message));
    }

    @Test
    void onlyThePartThatCannotBeConvertedStaysBytes() {
        keys.failing(new DataException("odd"));
        KafkaMessage<?> keyFailed = read(record("key", "value", "first"));
        assertThat(keyFailed.key()).isEqualTo(bytes("key"));
        assertThat(keyFailed.keySchema()).isEqualTo(Schema.BYTES_SCHEMA);
        assertThat(keyFailed.headers()).containsExactly(new MessageHeader("h0", "first", Schema.STRING_SCHEMA));

        headers.failing(new DataException("odd"));
        KafkaMessage<?> headersFailed = read(record("key", "value", "first", "second"));
        assertThat(headersFailed.key()).isEqualTo("key");
        assertThat(headersFailed.headers()).extracting(MessageHeader::key).containsExactly("h0", "h1");
        assertThat(headersFailed.headers())
                .extracting(MessageHeader::value)
                .containsExactly(bytes("first"), bytes("second"));
        assertThat(headersFailed.headers())
                .extracting(MessageHeader::schema)
                .containsOnly(Schema.OPTIONAL_BYTES_SCHEMA);
    }

    @Test
    void theReceptionFailsAsOftenAsTheConverterDoes() throws Exception {
        values.failing(new DataException("odd"), new DataException("odd"), new RetriableException("down"));
        KafkaMessage<?> message = read(record("key", "{\"amount\":5}", "first", "second"));

        assertThatThrownBy(() -> receive(message))
                .isInstanceOf(DataException.class)
                .hasMessage("The value cannot be converted by ScriptedConverter: odd");
        assertThatThrownBy(() -> receive(message)).isInstanceOf(RetriableException.class);
        assertConverted(receive(message));
    }

    @Test
    void anUnconvertedBodyIsNotForUse() {
        values.failing(new DataException("odd"));
        KafkaMessage<?> message = read(record("key", "value"));

        assertThatThrownBy(message::body).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aTombstoneStaysOneAlsoWhenItsKeyCannotBeConverted() throws Exception {
        assertThat(read(record("key", null)).isTombstone()).isTrue();

        keys.failing(new DataException("odd"));
        KafkaMessage<?> message = read(record("key", null));
        assertThat(message.isTombstone()).isTrue();
        assertThat(message.bodyOrRaw()).isNull();

        KafkaMessage<?> received = receive(message);
        assertThat(received.isTombstone()).isTrue();
        assertThat(received.key()).isEqualTo("key");
        assertThat(values.calls()).isZero();
    }

    @Test
    void aRecordWithoutAKeyHasNone() {
        KafkaMessage<?> message = read(record(null, "value"));

        assertThat(message.key()).isNull();
        assertThat(message.keySchema()).isNull();
    }

    @Test
    void aNegativeTimestampIsNone() {
        assertThat(read(record(-1, "key", "value")).timestamp()).isEmpty();
        assertThat(read(record(0, "key", "value")).timestamp()).contains(Instant.EPOCH);
    }
}
