package io.npipeline.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.message.Acknowledgement;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;

class DeadLetterTest {

    private static final Instant FIRST = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant LAST = Instant.parse("2026-01-02T03:04:09Z");
    private static final Origin KAFKA = new Origin.Kafka("orders", 3, 42);
    private static final Origin FILE = new Origin.Source(Map.of("file", "a.csv"), Map.of("line", 9));

    private static KafkaMessage<Object> message(Origin origin, MessageHeader... headers) {
        return KafkaMessage.received(
                "item",
                "key",
                Schema.STRING_SCHEMA,
                MessageHeaders.of(Arrays.asList(headers)),
                null,
                origin,
                Acknowledgement.DETACHED);
    }

    private static DeadLetter letter(KafkaMessage<?> message, Throwable error) {
        return DeadLetter.of(message, "pricer", error, 4, FIRST, LAST);
    }

    @Test
    void theEnvelopeHasTheTenFieldsOfItsContract() {
        assertThat(Arrays.stream(DeadLetterEnvelope.class.getRecordComponents()).map(component -> component.getName()))
                .containsExactly(
                        "nodeId",
                        "originalItem",
                        "exceptionType",
                        "exceptionMessage",
                        "stackTrace",
                        "timestamp",
                        "correlationId",
                        "originalTopic",
                        "partition",
                        "offset");
        assertThat(DeadLetterStruct.SCHEMA.fields().stream().map(field -> field.name()))
                .containsExactlyElementsOf(Arrays.stream(DeadLetterEnvelope.class.getRecordComponents())
                        .map(component -> component.getName())
                        .toList());
    }

    @Test
    void theEnvelopeTellsWhatFailedWhereAndWhen() {
        IllegalStateException error = new IllegalStateException("no price");
        DeadLetter letter = letter(message(KAFKA, MessageHeader.of("x-correlation-id", "c-1")), error);
        DeadLetterEnvelope envelope = letter.envelope();
        assertThat(envelope.nodeId()).isEqualTo("pricer");
        assertThat(envelope.originalItem()).isEqualTo("item");
        assertThat(envelope.exceptionType()).isEqualTo("java.lang.IllegalStateException");
        assertThat(envelope.exceptionMessage()).isEqualTo("no price");
        assertThat(envelope.stackTrace())
                .startsWith("java.lang.IllegalStateException: no price")
                .contains("\tat ");
        assertThat(envelope.timestamp()).isEqualTo(LAST);
        assertThat(envelope.correlationId()).isEqualTo("c-1");
        assertThat(envelope.originalTopic()).isEqualTo("orders");
        assertThat(envelope.partition()).isEqualTo(3);
        assertThat(envelope.offset()).isEqualTo(42);
        assertThat(letter.key()).isEqualTo("key");
        assertThat(letter.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
    }

    @Test
    void theMessagesOwnHeadersComeFirstAndThenThoseOfTheFailure() {
        MessageHeader own = MessageHeader.of("own", "1");
        MessageHeader misleading = MessageHeader.of(DeadLetter.REASON_HEADER, "of an earlier failure");
        DeadLetter letter = letter(message(KAFKA, own, misleading), new IllegalStateException("no price"));
        assertThat(letter.headers())
                .containsExactly(
                        own,
                        misleading,
                        MessageHeader.of("x-correlation-id", "orders-3-42"),
                        MessageHeader.of("x-dead-letter-reason", "IllegalStateException"),
                        MessageHeader.of("x-original-node", "pricer"),
                        MessageHeader.of("x-dead-letter-attempts", "4"),
                        MessageHeader.of("x-dead-letter-first-failure", "2026-01-02T03:04:05Z"),
                        MessageHeader.of("x-dead-letter-last-failure", "2026-01-02T03:04:09Z"),
                        MessageHeader.of("x-original-topic", "orders"),
                        MessageHeader.of("x-original-partition", "3"),
                        MessageHeader.of("x-original-offset", "42"));
    }

    @Test
    void anItemThatIsNotFromKafkaHasNoCoordinates() {
        DeadLetter letter = letter(message(FILE), new IllegalStateException());
        assertThat(letter.envelope().originalTopic()).isNull();
        assertThat(letter.envelope().partition()).isNull();
        assertThat(letter.envelope().offset()).isNull();
        assertThat(letter.headers())
                .noneMatch(header -> List.of("x-original-topic", "x-original-partition", "x-original-offset")
                        .contains(header.key()));
    }

    @Test
    void anErrorOfAnAnonymousClassStillHasAReason() {
        IllegalStateException anonymous = new IllegalStateException() {
            private static final long serialVersionUID = 1L;
        };
        assertThat(letter(message(KAFKA), anonymous)
                        .headers()
                        .last(DeadLetter.REASON_HEADER)
                        .map(MessageHeader::value))
                .hasValue(anonymous.getClass().getName());
    }

    @Test
    void theCorrelationIdMayBeBytes() {
        MessageHeader header = new MessageHeader("x-correlation-id", new byte[] {'c', '1'}, Schema.BYTES_SCHEMA);
        assertThat(letter(message(KAFKA, header), new IllegalStateException())
                        .envelope()
                        .correlationId())
                .isEqualTo("c1");
        MessageHeader absent = new MessageHeader("x-correlation-id", null, null);
        assertThat(letter(message(KAFKA, absent), new IllegalStateException())
                        .envelope()
                        .correlationId())
                .isEqualTo("orders-3-42");
    }

    @Test
    void aDeepStackTraceIsCut() {
        IllegalStateException deep = new IllegalStateException("x".repeat(20_000));
        String text = letter(message(KAFKA), deep).envelope().stackTrace();
        assertThat(text).hasSizeLessThan(16_500).endsWith("… (cut)");
    }

    @Test
    void aLongMessageIsCut() {
        String text = letter(message(KAFKA), new IllegalStateException("x".repeat(1_000_000)))
                .envelope()
                .exceptionMessage();
        assertThat(text).hasSizeLessThan(4_200).endsWith("… (cut)");
    }

    @Test
    void asAStructTheEnvelopeHasTheSameFieldsAndItsItemAsJson() {
        DeadLetterEnvelope envelope = letter(
                        message(KAFKA).withBody(Map.of("id", 7)), new IllegalStateException("no price"))
                .envelope();
        Struct struct = DeadLetterStruct.of(envelope);
        struct.validate();
        assertThat(struct.getString("nodeId")).isEqualTo("pricer");
        assertThat(struct.getString("originalItem")).isEqualTo("{\"id\":7}");
        assertThat(struct.getString("exceptionType")).isEqualTo("java.lang.IllegalStateException");
        assertThat(struct.getString("exceptionMessage")).isEqualTo("no price");
        assertThat(struct.getString("stackTrace")).isEqualTo(envelope.stackTrace());
        assertThat(struct.getString("timestamp")).isEqualTo("2026-01-02T03:04:09Z");
        assertThat(struct.getString("originalTopic")).isEqualTo("orders");
        assertThat(struct.getInt32("partition")).isEqualTo(3);
        assertThat(struct.getInt64("offset")).isEqualTo(42);
    }

    @Test
    void aStructOfATombstoneNotFromKafkaIsValid() {
        Struct struct = DeadLetterStruct.of(letter(message(FILE).withBody(null), new IllegalStateException())
                .envelope());
        struct.validate();
        assertThat(struct.get("originalItem")).isNull();
        assertThat(struct.get("offset")).isNull();
    }
}
