package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.binding.BodyForm;
import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterStruct;
import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a delivery leaves for a source task to produce. */
class OutputTest {

    private final ScriptedSink sink = new ScriptedSink().failing("bad", new IllegalStateException("injected"));

    private static EngineHarness.Setup into(KafkaSinkNode<String> output) {
        return EngineHarness.of((pipeline, context) -> pipeline.connect(
                pipeline.addSource("source", KafkaSourceNode.of(String.class)), pipeline.addSink("out", output)));
    }

    private static OutputRecord outputOf(KafkaSinkNode<String> node, @Nullable Object key, @Nullable Object body) {
        try (EngineHarness harness = into(node).start()) {
            Delivery delivery = harness.own(0).put(key, body);
            harness.untilSettled();
            assertThat(delivery.outputs()).hasSize(1);
            return delivery.outputs().get(0);
        }
    }

    @Test
    void keyAndHeadersPassThrough() {
        MessageHeaders headers = MessageHeaders.of(List.of(MessageHeader.of("h", "1"), MessageHeader.of("h", "2")));
        try (EngineHarness harness = into(KafkaSinkNode.of(String.class)).start()) {
            Delivery delivery = harness.own(0).submit("key", "a", headers);
            harness.engine.dispatch();
            harness.untilSettled();
            OutputRecord output = delivery.outputs().get(0);
            assertThat(output.topic()).isEqualTo("out");
            assertThat(output.key()).isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, "key"));
            assertThat(output.value().value()).isEqualTo("a");
            assertThat(output.headers()).isEqualTo(headers);
            assertThat(output.timestampMs()).isNull();
            assertThat(output.deadLetter()).isFalse();
        }
    }

    @Test
    void aRecordThatTheProducerRefusesFailsAtItsNode() {
        try (EngineHarness harness = into(KafkaSinkNode.of(String.class).keyedBy(body -> "k"))
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(new DeadLetterRoute.AsOutput(
                        "dead", BodyForm.JSON_STRING, DeadLetterRoute.KeyForm.ANY, HeaderForm.ANY, 1 << 20))
                .maxOutputBytes(100)
                .start()) {
            Partition partition = harness.own(0);
            Delivery fits = partition.put("a", "x".repeat(100));
            Delivery large = partition.put("b", "x".repeat(101));
            harness.engine.dispatch();
            harness.untilSettled();
            assertThat(fits.outputs()).extracting(OutputRecord::topic).containsExactly("out");
            assertThat(large.outputs()).extracting(OutputRecord::topic).containsExactly("dead");
            assertThat(String.valueOf(large.outputs().get(0).value().value()))
                    .contains(
                            "Node \\\"out\\\" writes a value of at least 101 bytes, and the producer takes no more than "
                                    + "100 (producer.override.max.request.size)");
        }
    }

    @Test
    void theTimestampPassesThroughWhereThereIsOne() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var stamp = pipeline.<String, String>addMessageTransform(
                            "stamp", message -> message.withTimestamp(Instant.ofEpochMilli(7)));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), stamp);
                    pipeline.connect(stamp, pipeline.addSink("out", KafkaSinkNode.of(String.class)));
                })
                .start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(delivery.outputs()).extracting(OutputRecord::timestampMs).containsExactly(7L);
        }
    }

    @Test
    void keyAndTopicMayBeTakenFromTheBody() {
        KafkaSinkNode<String> node =
                KafkaSinkNode.of(String.class).keyedBy(String::length).toTopic(body -> "topic-" + body);
        OutputRecord output = outputOf(node, "key", "abc");
        assertThat(output.topic()).isEqualTo("topic-abc");
        assertThat(output.key()).isEqualTo(new SchemaAndValue(Schema.INT32_SCHEMA, 3));
    }

    @Test
    void aTombstoneKeepsItsKeyAndGoesToTheDefaultTopic() {
        KafkaSinkNode<String> node =
                KafkaSinkNode.of(String.class).keyedBy(String::length).toTopic(body -> "topic-" + body);
        OutputRecord output = outputOf(node, "key", null);
        assertThat(output.topic()).isEqualTo("out");
        assertThat(output.key().value()).isEqualTo("key");
        assertThat(output.value().value()).isNull();
    }

    @Test
    void aTombstoneGoesToTheTopicThatTheSinkNames() {
        OutputRecord output = outputOf(KafkaSinkNode.of(String.class).toTopic("x"), "key", null);
        assertThat(output.topic()).isEqualTo("x");
        assertThat(outputOf(KafkaSinkNode.of(String.class).toTopic("x"), "key", "a")
                        .topic())
                .isEqualTo("x");
    }

    @Test
    void theLastTopicThatASinkIsGivenCountsForTombstonesToo() {
        KafkaSinkNode<String> node = KafkaSinkNode.of(String.class);
        assertThat(outputOf(node.toTopic(body -> "y").toTopic("x"), "key", null).topic())
                .isEqualTo("x");
        assertThat(outputOf(node.toTopic("x").toTopic(body -> "y"), "key", null).topic())
                .isEqualTo("out");
        assertThat(outputOf(node.toTopic("x").toTopic(body -> "y"), "key", "a").topic())
                .isEqualTo("y");
    }

    @Test
    void aKeyOfATypeThatConnectDoesNotKnowIsDeadLetteredWithTheKeyAsText() {
        UUID key = new UUID(1, 2);
        try (EngineHarness harness = into(KafkaSinkNode.of(String.class))
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(new DeadLetterRoute.AsOutput(
                        "dead", BodyForm.JSON_STRING, DeadLetterRoute.KeyForm.ANY, HeaderForm.ANY, 1 << 20))
                .start()) {
            Delivery delivery = harness.own(0).put(key, "a");
            harness.untilSettled();
            assertThat(delivery.outputs()).singleElement().satisfies(output -> {
                assertThat(output.topic()).isEqualTo("dead");
                assertThat(output.deadLetter()).isTrue();
                assertThat(output.key()).isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, key.toString()));
                assertThat((String) output.value().value()).contains("A key cannot be a java.util.UUID");
            });
        }
    }

    @Test
    void aChosenKeyOfATypeThatConnectDoesNotKnowGoesToThePolicyOfTheSink() {
        KafkaSinkNode<String> node = KafkaSinkNode.of(String.class).keyedBy(body -> new UUID(1, 2));
        try (EngineHarness harness =
                into(node).policy(FailurePolicy.always(NodeErrorDecision.SKIP)).start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(delivery.outputs()).isEmpty();
        }
    }

    @Test
    void aMessageWithoutAKeyHasNoneInTheOutput() {
        assertThat(outputOf(KafkaSinkNode.of(String.class), null, "a").key()).isEqualTo(SchemaAndValue.NULL);
    }

    @Test
    void outputsStandInTheOrderOfTheBranches() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var words = pipeline.addFlatTransform("words", (String body) -> List.of(body.split(" ")));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), words);
                    pipeline.connect(
                            words,
                            pipeline.addSink(
                                    "one", KafkaSinkNode.of(String.class).toTopic("one")));
                    pipeline.connect(
                            words,
                            pipeline.addSink(
                                    "two", KafkaSinkNode.of(String.class).toTopic("two")));
                })
                .start()) {
            Delivery delivery = harness.own(0).put("k", "a b");
            harness.untilSettled();
            assertThat(delivery.outputs())
                    .extracting(output -> output.topic() + ":" + output.value().value())
                    .containsExactly("one:a", "two:a", "one:b", "two:b");
        }
    }

    private Delivery deadLetterAs(BodyForm form) {
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(new DeadLetterRoute.AsOutput(
                        "dead", form, DeadLetterRoute.KeyForm.ANY, HeaderForm.ANY, 1 << 20))
                .start()) {
            Partition partition = harness.own(0);
            Delivery delivery = partition.put("k", "bad");
            partition.put("k", "good");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("good");
            return delivery;
        }
    }

    @Test
    void aDeadLetterIsAnOutputOfItsDelivery() {
        OutputRecord output = deadLetterAs(BodyForm.JSON_STRING).outputs().get(0);
        assertThat(output.topic()).isEqualTo("dead");
        assertThat(output.deadLetter()).isTrue();
        assertThat(output.key().value()).isEqualTo("k");
        assertThat(output.headers().last(DeadLetter.NODE_HEADER)).hasValue(MessageHeader.of("x-original-node", "sink"));
        assertThat(output.value().schema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat((String) output.value().value()).startsWith("{").contains("\"originalItem\":\"bad\"");
    }

    @Test
    void aDeadLetterAsBytesIsTheSameJson() {
        SchemaAndValue value =
                deadLetterAs(BodyForm.JSON_BYTES).outputs().get(0).value();
        assertThat(value.schema()).isEqualTo(Schema.BYTES_SCHEMA);
        assertThat(new String((byte[]) value.value(), StandardCharsets.UTF_8)).contains("\"originalItem\":\"bad\"");
    }

    @ParameterizedTest
    @EnumSource(names = {"STRUCT", "MAP"})
    void forOtherConvertersADeadLetterIsAStruct(BodyForm form) {
        SchemaAndValue value = deadLetterAs(form).outputs().get(0).value();
        assertThat(value.schema()).isEqualTo(DeadLetterStruct.SCHEMA);
        assertThat(((Struct) value.value()).getString("nodeId")).isEqualTo("sink");
    }
}
