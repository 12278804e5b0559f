package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the options of a Kafka sink choose of a record. */
class KafkaSinkOptionsTest {

    private static final Instant READ_AT = Instant.ofEpochMilli(5);
    private static final MessageHeaders HEADERS = MessageHeaders.of(List.of(MessageHeader.of("own", "1")));

    private static EngineHarness.Setup into(KafkaSinkNode<String> sink, Instant timestamp) {
        return EngineHarness.of((pipeline, context) -> {
            var stamp = pipeline.<String, String>addMessageTransform(
                    "stamp", message -> message.withTimestamp(timestamp).withHeaders(HEADERS));
            pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), stamp);
            pipeline.connect(stamp, pipeline.addSink("out", sink));
        });
    }

    private static OutputRecord outputOf(KafkaSinkNode<String> sink, @Nullable String body) {
        try (EngineHarness harness = into(sink, READ_AT).start()) {
            Delivery delivery = harness.own(0).put("key", body);
            harness.untilSettled();
            assertThat(delivery.outputs()).hasSize(1);
            return delivery.outputs().get(0);
        }
    }

    private static String failureOf(KafkaSinkNode<String> sink, Instant timestamp) {
        try (EngineHarness harness = into(sink, timestamp)
                .policy(FailurePolicy.always(NodeErrorDecision.FAIL))
                .start()) {
            Delivery delivery = harness.own(0).put("key", "body");
            String message = String.valueOf(harness.untilFailed().getMessage());
            assertThat(delivery.outputs()).isEmpty();
            return message;
        }
    }

    @Test
    void withoutOptionsAMessagePassesThroughAndTheProducerChoosesThePartition() {
        OutputRecord output = outputOf(KafkaSinkNode.of(String.class), "body");

        assertThat(output.partition()).isNull();
        assertThat(output.timestampMs()).isEqualTo(5);
        assertThat(output.headers()).isEqualTo(HEADERS);
    }

    @Test
    void partitionAndTimestampAreTakenFromTheBody() {
        OutputRecord output = outputOf(
                KafkaSinkNode.of(String.class)
                        .toPartition(String::length)
                        .timestampedBy(body -> Instant.ofEpochMilli(body.length() * 100L)),
                "body");

        assertThat(output.partition()).isEqualTo(4);
        assertThat(output.timestampMs()).isEqualTo(400);
    }

    @Test
    void thePartitionMayBeTheFirstAndTheTimestampTheEarliest() {
        OutputRecord output = outputOf(
                KafkaSinkNode.of(String.class).toPartition(body -> 0).timestampedBy(body -> Instant.EPOCH), "body");

        assertThat(output.partition()).isZero();
        assertThat(output.timestampMs()).isZero();
    }

    @Test
    void headersAreTakenFromTheMessage() {
        OutputRecord output = outputOf(
                KafkaSinkNode.of(String.class).withHeaders(message -> message.headers()
                        .with(MessageHeader.of("id", message.messageId()))
                        .with(MessageHeader.of("body", String.valueOf(message.body())))),
                "body");

        assertThat(output.headers())
                .containsExactly(
                        MessageHeader.of("own", "1"),
                        MessageHeader.of("id", "orders-0-0"),
                        MessageHeader.of("body", "body"));
    }

    @Test
    void aTombstoneKeepsWhatIsTakenFromBodiesAndGetsItsHeadersChosen() {
        OutputRecord output = outputOf(
                KafkaSinkNode.of(String.class)
                        .keyedBy(String::length)
                        .toPartition(String::length)
                        .timestampedBy(body -> Instant.ofEpochMilli(body.length()))
                        .withHeaders(message -> MessageHeaders.EMPTY),
                null);

        assertThat(output.key().value()).isEqualTo("key");
        assertThat(output.partition()).isNull();
        assertThat(output.timestampMs()).isEqualTo(5);
        assertThat(output.headers()).isEqualTo(MessageHeaders.EMPTY);
        assertThat(output.value().value()).isNull();
    }

    @Test
    void aKeyMayBeChosenToBeNone() {
        assertThat(outputOf(KafkaSinkNode.of(String.class).keyedBy(body -> null), "body")
                        .key())
                .isEqualTo(SchemaAndValue.NULL);
    }

    private static Arguments failing(UnaryOperator<KafkaSinkNode<String>> option, String message) {
        return Arguments.of(option, message);
    }

    @SuppressWarnings("NullAway") // what callers without null checks do
    static Stream<Arguments> choicesThatAreRefused() {
        return Stream.of(
                failing(
                        sink -> sink.toPartition(body -> -1),
                        "java.lang.IllegalArgumentException: Node \"out\" chose partition -1; partitions count from 0"),
                failing(
                        sink -> sink.timestampedBy(body -> Instant.ofEpochMilli(-1)),
                        "java.lang.IllegalArgumentException: Node \"out\" writes a timestamp before 1970, which Kafka "
                                + "does not store"),
                failing(
                        sink -> sink.timestampedBy(body -> null),
                        "java.lang.IllegalStateException: Node \"out\" chose null as the timestamp of a record"),
                failing(
                        sink -> sink.toTopic(body -> null),
                        "java.lang.IllegalStateException: Node \"out\" chose null as the topic of a record"),
                failing(
                        sink -> sink.toTopic(body -> "a b"),
                        "java.lang.IllegalArgumentException: Node \"out\" chose topic \"a b\", which must be the name of a "
                                + "topic: up to 249 letters, digits, dots, dashes and underscores"),
                failing(
                        sink -> sink.withHeaders(message -> null),
                        "java.lang.IllegalStateException: Node \"out\" chose null as the headers of a record"),
                failing(
                        sink -> sink.toPartition(body -> {
                            throw new IllegalStateException("odd");
                        }),
                        "java.lang.IllegalStateException: odd"));
    }

    @ParameterizedTest
    @MethodSource("choicesThatAreRefused")
    void aChoiceThatIsRefusedIsAFailureOfTheNode(UnaryOperator<KafkaSinkNode<String>> option, String message) {
        assertThat(failureOf(option.apply(KafkaSinkNode.of(String.class)), READ_AT))
                .isEqualTo("Node \"out\" failed on topic orders, partition 0, offset 0 at attempt 1: " + message);
    }

    @Test
    void aTimestampOfTheMessageThatKafkaDoesNotStoreIsAFailureOfTheNodeToo() {
        assertThat(failureOf(KafkaSinkNode.of(String.class), Instant.ofEpochMilli(-2)))
                .endsWith("Node \"out\" writes a timestamp before 1970, which Kafka does not store");
    }
}
