package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.binding.BodyForm;
import io.npipeline.binding.JsonText;
import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterStruct;
import io.npipeline.engine.DeadLetterRoute.KeyForm;
import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.message.RawRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A dead letter as an output record of a size that the producer takes. */
class OutputDeadLetterTest {

    private static final String LEFT_OUT = "(left out: too large for the dead-letter topic; read it at its origin)";
    private static final int LIMIT = 50_000;

    private static DeadLetter letter(@Nullable Object key, Object item, MessageHeader... headers) {
        KafkaMessage<Object> message = KafkaMessage.received(
                item,
                key,
                null,
                MessageHeaders.of(List.of(headers)),
                null,
                new Origin.Kafka("orders", 3, 42),
                Acknowledgement.DETACHED);
        Instant now = Instant.parse("2026-01-02T03:04:05Z");
        return DeadLetter.of(message, "check", new IllegalStateException("odd"), 1, now, now);
    }

    private static OutputRecord written(DeadLetter letter, BodyForm form, KeyForm keyForm) {
        return new OutputDeadLetter(new DeadLetterRoute.AsOutput("dead", form, keyForm, HeaderForm.ANY, LIMIT))
                .of(letter);
    }

    private static OutputRecord written(DeadLetter letter) {
        return written(letter, BodyForm.JSON_STRING, KeyForm.ANY);
    }

    private static @Nullable Object item(OutputRecord output) {
        String json = Objects.requireNonNull((String) output.value().value());
        return ((Map<?, ?>) JsonText.parse(json)).get("originalItem");
    }

    private static boolean holdsBytes(OutputRecord output) {
        return output.headers().last("x-original-value").isPresent();
    }

    @Test
    void aLetterThatFitsIsWrittenWhole() {
        DeadLetter letter = letter("key", "item").withRawBytes(new RawRecord(new byte[] {1}, new byte[] {2}));

        OutputRecord output = written(letter);

        assertThat(output.topic()).isEqualTo("dead");
        assertThat(output.partition()).isNull();
        assertThat(output.timestampMs()).isNull();
        assertThat(output.deadLetter()).isTrue();
        assertThat(output.headers()).isEqualTo(letter.headers());
        assertThat(item(output)).isEqualTo("item");
    }

    @Test
    void theBytesAreLeftOutFirst() {
        OutputRecord output =
                written(letter("key", "x".repeat(30_000)).withRawBytes(new RawRecord(new byte[1], new byte[30_000])));

        assertThat(holdsBytes(output)).isFalse();
        assertThat(output.headers().last("x-original-key")).isEmpty();
        assertThat(item(output)).isEqualTo("x".repeat(30_000));
    }

    @Test
    void theItemIsLeftOutWhereThatIsNotEnough() {
        MessageHeader own = MessageHeader.of("own", "1");
        OutputRecord output =
                written(letter("key", "x".repeat(60_000), own).withRawBytes(new RawRecord(new byte[1], new byte[1])));

        assertThat(holdsBytes(output)).isFalse();
        assertThat(item(output)).isEqualTo(LEFT_OUT);
        assertThat(output.headers()).contains(own, MessageHeader.of("x-original-offset", "42"));
        assertThat(output.key().value()).isEqualTo("key");
    }

    @Test
    void aKeyCountsToTheSize() {
        OutputRecord output = written(letter("k".repeat(30_000), "x".repeat(30_000)));

        assertThat(item(output)).isEqualTo(LEFT_OUT);
        assertThat(output.key().value()).isEqualTo("k".repeat(30_000));
    }

    @Test
    void headersCountToTheSizeAsTheTextTheyMayBecome() {
        MessageHeader binary = new MessageHeader("binary", new byte[20_000], Schema.BYTES_SCHEMA);

        assertThat(item(written(letter("key", "x".repeat(30_000), binary)))).isEqualTo(LEFT_OUT);
        assertThat(item(written(letter("key", "x".repeat(5_000), binary)))).isEqualTo("x".repeat(5_000));
    }

    @Test
    void aKeyOfBytesIsTextForAConverterThatKnowsTextOnly() {
        DeadLetter letter = letter(new byte[] {1, 2}, "item");

        assertThat(written(letter, BodyForm.JSON_STRING, KeyForm.TEXT).key())
                .isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, "AQI="));
        assertThat(written(letter, BodyForm.JSON_STRING, KeyForm.ANY).key())
                .isEqualTo(new SchemaAndValue(Schema.BYTES_SCHEMA, letter.key()));
        assertThat(written(letter(7, "item"), BodyForm.JSON_STRING, KeyForm.TEXT)
                        .key())
                .isEqualTo(new SchemaAndValue(Schema.INT32_SCHEMA, 7));
        assertThat(written(letter(null, "item"), BodyForm.JSON_STRING, KeyForm.TEXT)
                        .key())
                .isEqualTo(SchemaAndValue.NULL);
    }

    @Test
    void anyKeyIsBytesForAConverterThatKnowsBytesOnly() {
        assertThat(keyFor(KeyForm.BYTES, new byte[] {1, 2})).isEqualTo(new byte[] {1, 2});
        assertThat(keyFor(KeyForm.BYTES, "key")).isEqualTo(new byte[] {'k', 'e', 'y'});
        assertThat(keyFor(KeyForm.BYTES, Map.of("id", 7))).isEqualTo("{\"id\":7}".getBytes(StandardCharsets.UTF_8));
        assertThat(keyFor(KeyForm.BYTES, null)).isNull();
    }

    @Test
    void aKeyThatIsNoNumberIsLeftOutForAConverterThatKnowsNumbersOnly() {
        assertThat(keyFor(KeyForm.SCALAR, new byte[] {1, 2})).isNull();
        assertThat(keyFor(KeyForm.SCALAR, 7L)).isEqualTo(7L);
    }

    private static @Nullable Object keyFor(KeyForm form, @Nullable Object key) {
        return written(letter(key, "item"), BodyForm.STRUCT, form).key().value();
    }

    @Test
    void asAStructItHasTheSameContent() {
        OutputRecord output = written(letter("key", new byte[] {1, 2}), BodyForm.STRUCT, KeyForm.ANY);

        assertThat(output.value().schema()).isEqualTo(DeadLetterStruct.SCHEMA);
        Struct envelope = (Struct) Objects.requireNonNull(output.value().value());
        envelope.validate();
        assertThat(envelope.getString("originalItem")).isEqualTo("\"AQI=\"");
        assertThat(envelope.getInt64("offset")).isEqualTo(42);
    }
}
