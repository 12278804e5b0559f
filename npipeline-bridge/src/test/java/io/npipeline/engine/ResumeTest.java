package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.KafkaSourceNode;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A retry repeats the call that failed and nothing else. */
class ResumeTest {

    private final ScriptedSink left = new ScriptedSink();
    private final ScriptedSink right = new ScriptedSink();
    private final List<String> transformed = new CopyOnWriteArrayList<>();
    private final AtomicInteger settled = new AtomicInteger();

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    /** source -> mark -> left and right. */
    private EngineHarness.Setup markThenFanOut() {
        return EngineHarness.of((pipeline, context) -> {
                    var mark = pipeline.addTransform("mark", (String body) -> {
                        transformed.add(body);
                        return body;
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), mark);
                    pipeline.connect(mark, pipeline.addSink("left", left));
                    pipeline.connect(mark, pipeline.addSink("right", right));
                })
                .onSettled(settled::incrementAndGet);
    }

    @Test
    void nodesBeforeTheFailedOneAndSiblingsAreNotCalledAgain() {
        right.failing("a", injected(), injected());
        try (EngineHarness harness =
                markThenFanOut().policy(retrying(2, NodeErrorDecision.FAIL)).start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(transformed).containsExactly("a");
            assertThat(left.calls()).containsExactly("a");
            assertThat(right.calls()).containsExactly("a", "a", "a");
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void siblingsBehindAFailedBranchAreStillCalled() {
        left.failing("a", injected(), injected());
        try (EngineHarness harness =
                markThenFanOut().policy(retrying(1, NodeErrorDecision.SKIP)).start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(left.calls()).containsExactly("a", "a");
            assertThat(right.calls()).containsExactly("a");
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void eachCallCountsItsOwnAttempts() {
        left.failing("a", injected(), injected());
        right.failing("a", injected(), injected());
        try (EngineHarness harness =
                markThenFanOut().policy(retrying(2, NodeErrorDecision.FAIL)).start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(left.written()).containsExactly("a");
            assertThat(right.written()).containsExactly("a");
        }
    }

    @Test
    void aSinkThatTwoBranchesShareCountsTheAttemptsOfEach() {
        left.failing("a", injected(), injected(), injected());
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    // Filters pass the very same message on, so only the branch tells one call from the other.
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    var one = pipeline.addFilter("one", (String body) -> true);
                    var two = pipeline.addFilter("two", (String body) -> true);
                    var sink = pipeline.addSink("left", left);
                    pipeline.connect(source, one);
                    pipeline.connect(source, two);
                    pipeline.connect(one, sink);
                    pipeline.connect(two, sink);
                })
                .policy(retrying(1, NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(left.calls()).hasSize(4);
            assertThat(left.written()).containsExactly("a");
        }
    }

    @Test
    void everyBranchThatEndsInADeadLetterSendsItsOwn() {
        left.failing("a", injected());
        right.failing("a", injected());
        HeldDeadLetters letters = new HeldDeadLetters();
        try (EngineHarness harness = markThenFanOut()
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            letters.next().complete();
            letters.next().complete();
            harness.untilSettled();
            assertThat(letters.nodes()).containsExactly("left", "right");
            assertThat(delivery.isSettled()).isTrue();
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void oneResultOfAFlatTransformIsRetriedAlone() {
        left.failing("two", injected());
        AtomicInteger splits = new AtomicInteger();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var words = pipeline.addFlatTransform("words", (String body) -> {
                        splits.incrementAndGet();
                        return List.of(body.split(" "));
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), words);
                    pipeline.connect(words, pipeline.addSink("left", left));
                })
                .policy(retrying(1, NodeErrorDecision.FAIL))
                .onSettled(settled::incrementAndGet)
                .start()) {
            harness.own(0).put("k", "one two three");
            harness.untilSettled();
            assertThat(left.calls()).containsExactly("one", "two", "two", "three");
            assertThat(splits).hasValue(1);
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void aFlatTransformThatFailsHalfWayLeavesNothingBehind() {
        AtomicInteger attempts = new AtomicInteger();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var words = pipeline.<String, String>addFlatTransform("words", body -> {
                        boolean first = attempts.incrementAndGet() == 1;
                        return () -> List.of(body.split(" ")).stream()
                                .peek(word -> {
                                    if (first && word.equals("two")) {
                                        throw injected();
                                    }
                                })
                                .iterator();
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), words);
                    pipeline.connect(words, pipeline.addSink("left", left));
                })
                .policy(retrying(1, NodeErrorDecision.FAIL))
                .start()) {
            harness.own(0).put("k", "one two");
            harness.untilSettled();
            assertThat(left.calls()).containsExactly("one", "two");
        }
    }
}
