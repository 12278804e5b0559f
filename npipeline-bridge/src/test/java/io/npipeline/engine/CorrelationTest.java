package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.binding.BodyForm;
import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.Correlation;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.MessageTransformNode;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

/** Where the ids of messages are seen. */
class CorrelationTest {

    private static final Correlation IDS = new Correlation("trace", "test");
    private static final MessageHeaders TRACED = MessageHeaders.of(List.of(MessageHeader.of("trace", "c-1")));

    private final List<String> logged = new CopyOnWriteArrayList<>();

    private String log(String what) {
        logged.add(what + " " + MDC.get("correlationId"));
        return what;
    }

    private EngineHarness.Setup chain() {
        return EngineHarness.of((pipeline, context) -> {
            var first = pipeline.addTransform("first", (String body) -> log(body));
            var second = pipeline.<String, String>addMessageTransform("second", message -> {
                log(message.correlationId().orElse("none"));
                return message;
            });
            pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), first);
            pipeline.connect(first, second);
            pipeline.connect(second, pipeline.addSink("sink", message -> log("sink")));
        });
    }

    private List<String> loggedWith(LoggedIds ids, Correlation correlation) {
        try (EngineHarness harness =
                chain().parallelism(1).correlation(correlation, ids).start()) {
            Partition partition = harness.own(0);
            partition.submitMessage("k", "traced", TRACED);
            partition.submitRecord("k", "record");
            submitTracedRecord(partition, 2);
            harness.engine.dispatch();
            harness.untilSettled();
            return logged;
        }
    }

    private static void submitTracedRecord(Partition partition, long offset) {
        SinkRecord traced = new SinkRecord(EngineHarness.TOPIC, 0, null, "k", null, "traced record", offset);
        traced.headers().addString("trace", "c-2");
        partition.ownership.submit(partition.ownership.register(offset, 10), traced);
    }

    @Test
    void anIdThatCameIsInTheLoggingContextOfItsMessageAndOfNoOther() {
        assertThat(loggedWith(LoggedIds.RECEIVED, IDS))
                .containsExactly(
                        "traced c-1",
                        "c-1 c-1",
                        "sink c-1",
                        "record null",
                        "orders-0-1 null",
                        "sink null",
                        "traced record c-2",
                        "c-2 c-2",
                        "sink c-2");
    }

    @Test
    void anIdThatWasMadeIsToo() {
        assertThat(loggedWith(LoggedIds.ALL, IDS))
                .containsSubsequence("record orders-0-1", "orders-0-1 orders-0-1", "sink orders-0-1")
                .containsSubsequence("traced record c-2", "c-2 c-2", "sink c-2");
    }

    @Test
    void noIdIsInTheLoggingContext() {
        assertThat(loggedWith(LoggedIds.NONE, IDS)).contains("c-1 null", "orders-0-1 null", "c-2 null");
    }

    @Test
    void thereAreNoIds() {
        assertThat(loggedWith(LoggedIds.ALL, Correlation.OFF))
                .contains("none null")
                .doesNotContain("none c-1", "c-1 c-1");
    }

    /** It is the delivery's, and the node that fails may be called by another thread. */
    @Test
    void aRetryHasItToo() {
        FailingOnce failing = new FailingOnce();
        try (EngineHarness harness = EngineHarness.into(failing::write)
                .correlation(IDS, LoggedIds.RECEIVED)
                .policy(EngineHarness.retrying(1, NodeErrorDecision.FAIL))
                .start()) {
            harness.own(0).submitMessage("k", "a", TRACED);
            harness.engine.dispatch();
            harness.untilSettled();
        }
        assertThat(logged).containsExactly("a c-1", "a c-1");
    }

    private final class FailingOnce {
        private boolean failed;

        void write(KafkaMessage<String> message) {
            log(String.valueOf(message.body()));
            if (!failed) {
                failed = true;
                throw new IllegalStateException("injected");
            }
        }
    }

    @Test
    void outputsHaveTheHeader() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(String.class)),
                        pipeline.addSink("out", KafkaSinkNode.of(String.class))))
                .correlation(IDS, LoggedIds.RECEIVED)
                .start()) {
            Partition partition = harness.own(0);
            Delivery traced = partition.submitMessage("k", "a", TRACED);
            Delivery other = partition.submitMessage("k", "b", MessageHeaders.EMPTY);
            harness.engine.dispatch();
            harness.untilSettled();
            assertThat(traced.outputs().get(0).headers()).isEqualTo(TRACED);
            assertThat(other.outputs().get(0).headers()).containsExactly(MessageHeader.of("trace", "orders-0-1"));
        }
    }

    private static EngineHarness.Setup throughNode(MessageTransformNode<String, String> node) {
        return EngineHarness.of((pipeline, context) -> {
                    var changed = pipeline.addMessageTransform("change", node);
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), changed);
                    pipeline.connect(changed, pipeline.addSink("out", KafkaSinkNode.of(String.class)));
                })
                .correlation(IDS, LoggedIds.RECEIVED);
    }

    private static MessageHeaders headersOfOutput(MessageTransformNode<String, String> node) {
        try (EngineHarness harness = throughNode(node).start()) {
            Delivery delivery = harness.own(0).submitMessage("k", "a", TRACED);
            harness.engine.dispatch();
            harness.untilSettled();
            return delivery.outputs().get(0).headers();
        }
    }

    @Test
    void theIdThatCameComesBackWhereANodeRemovedAllHeaders() {
        assertThat(headersOfOutput(message -> message.withHeaders(MessageHeaders.EMPTY)))
                .containsExactly(MessageHeader.of("trace", "c-1"));
    }

    @Test
    void theIdThatANodeSetStays() {
        MessageHeaders other = MessageHeaders.of(List.of(MessageHeader.of("trace", "c-2")));
        assertThat(headersOfOutput(message -> message.withHeaders(other))).isEqualTo(other);
    }

    @Test
    void aNodeThatRemovedAllHeadersStillSeesTheIdThatCame() {
        headersOfOutput(message -> {
            KafkaMessage<String> bare = message.withHeaders(MessageHeaders.EMPTY);
            log(bare.correlationId().orElse("none"));
            return bare;
        });
        assertThat(logged).containsExactly("c-1 c-1");
    }

    @Test
    void allOutputsOfARecordHaveTheOneIdThatIsMadeForIt() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var words = pipeline.addFlatTransform("words", (String body) -> List.of(body.split(" ")));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), words);
                    pipeline.connect(words, pipeline.addSink("out", KafkaSinkNode.of(String.class)));
                    pipeline.connect(words, pipeline.addSink("copy", KafkaSinkNode.of(String.class)));
                })
                .correlation(IDS, LoggedIds.RECEIVED)
                .start()) {
            Partition partition = harness.own(0);
            Delivery first = partition.submitMessage("k", "a b c", MessageHeaders.EMPTY);
            Delivery second = partition.submitRecord("k", "d e");
            harness.engine.dispatch();
            harness.untilSettled();
            assertThat(ids(first)).hasSize(6).containsOnly("orders-0-0");
            assertThat(ids(second)).hasSize(4).containsOnly("orders-0-1");
            // One object: it is made once, which for a UUID is worth it.
            assertThat(ids(first)).allMatch(id -> id == ids(first).get(0));
        }
    }

    private static List<Object> ids(Delivery delivery) {
        return delivery.outputs().stream()
                .map(output -> output.headers().last("trace").orElseThrow().value())
                .map(Objects::requireNonNull)
                .toList();
    }

    @Test
    void headersThatTheSinkChoosesAreLeftAsTheyAre() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(String.class)),
                        pipeline.addSink("out", KafkaSinkNode.of(String.class).withHeaders(message -> message.headers()
                                .without("trace")))))
                .correlation(IDS, LoggedIds.RECEIVED)
                .start()) {
            Delivery traced = harness.own(0).submitMessage("k", "a", TRACED);
            harness.engine.dispatch();
            harness.untilSettled();
            assertThat(traced.outputs().get(0).headers()).isEmpty();
        }
    }

    @Test
    void aDeadLetterHasItInTheEnvelopeInAHeaderAndInTheLoggingContextOfItsSink() {
        List<DeadLetter> letters = new CopyOnWriteArrayList<>();
        DeadLetterSink sink = new DeadLetterSink() {
            @Override
            public CompletionStage<Void> handle(DeadLetter letter) {
                log("letter");
                letters.add(letter);
                return CompletableFuture.completedFuture(null);
            }
        };
        try (EngineHarness harness = EngineHarness.into((KafkaMessage<String> message) -> {
                    throw new IllegalStateException("injected");
                })
                .correlation(IDS, LoggedIds.RECEIVED)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(new DeadLetterRoute.ToSink(sink))
                .start()) {
            Partition partition = harness.own(0);
            partition.submitMessage("k", "a", TRACED);
            partition.submitMessage("k", "b", MessageHeaders.EMPTY);
            harness.engine.dispatch();
            harness.untilSettled();
        }
        assertThat(letters)
                .extracting(letter -> letter.envelope().correlationId())
                .containsExactly("c-1", "orders-0-1");
        assertThat(letters)
                .extracting(
                        letter -> letter.headers().last("trace").orElseThrow().value())
                .containsExactly("c-1", "orders-0-1");
        assertThat(logged).containsExactly("letter c-1", "letter null");
    }

    @Test
    void theDeadLetterOfAMessageWhoseHeadersANodeRemovedHasTheIdThatCame() {
        List<DeadLetter> letters = new CopyOnWriteArrayList<>();
        DeadLetterSink sink = letter -> {
            letters.add(letter);
            return CompletableFuture.completedFuture(null);
        };
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var bare = pipeline.<String, String>addMessageTransform(
                            "bare", message -> message.withHeaders(MessageHeaders.EMPTY));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), bare);
                    pipeline.connect(bare, pipeline.addSink("sink", message -> {
                        throw new IllegalStateException("injected");
                    }));
                })
                .correlation(IDS, LoggedIds.RECEIVED)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(new DeadLetterRoute.ToSink(sink))
                .start()) {
            harness.own(0).submitMessage("k", "a", TRACED);
            harness.engine.dispatch();
            harness.untilSettled();
        }
        assertThat(letters)
                .extracting(letter -> letter.envelope().correlationId())
                .containsExactly("c-1");
        assertThat(letters)
                .extracting(
                        letter -> letter.headers().last("trace").orElseThrow().value())
                .containsExactly("c-1");
    }

    /** The node gave it to the message, whose record had none. */
    @Test
    void theIdOfADeadLetterThatIsAnOutputDoesNotStayInTheLoggingContext() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var trace = pipeline.<String, String>addMessageTransform(
                            "trace", message -> message.withHeaders(TRACED));
                    var check = pipeline.<String, String>addTransform("check", body -> {
                        log(body);
                        throw new IllegalStateException("injected");
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), trace);
                    pipeline.connect(trace, check);
                    pipeline.connect(check, pipeline.addSink("out", KafkaSinkNode.of(String.class)));
                })
                .parallelism(1)
                .correlation(IDS, LoggedIds.RECEIVED)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(new DeadLetterRoute.AsOutput(
                        "dead", BodyForm.JSON_STRING, DeadLetterRoute.KeyForm.ANY, HeaderForm.ANY, 1 << 20))
                .start()) {
            Partition partition = harness.own(0);
            partition.submitMessage("k", "a", MessageHeaders.EMPTY);
            partition.submitMessage("k", "b", MessageHeaders.EMPTY);
            harness.engine.dispatch();
            harness.untilSettled();
        }
        assertThat(logged).containsExactly("a null", "b null");
    }
}
