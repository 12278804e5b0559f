package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.AsyncTransformNode;
import io.npipeline.node.KafkaSourceNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls that go on after the node returned. */
@Timeout(60)
class AsyncTransformTest {

    private final ScriptedStages stages = new ScriptedStages();
    private final ScriptedSink sink = new ScriptedSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();
    private final AtomicInteger settled = new AtomicInteger();

    private EngineHarness.Setup through(AsyncTransformNode<String, String> node) {
        return EngineHarness.of((pipeline, context) -> {
                    var async = pipeline.addAsyncTransform("async", node);
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), async);
                    pipeline.connect(async, pipeline.addSink("sink", sink));
                })
                .onSettled(settled::incrementAndGet)
                .deadLetters(letters.route());
    }

    @Test
    void aPendingCallHoldsBackItsKeyOnly() throws Exception {
        try (EngineHarness harness = through(stages).start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            CompletableFuture<String> a = stages.next("a");
            harness.own(1).put("other", "c");
            stages.next("c").complete("C");
            harness.until(() -> sink.written().contains("C"));
            assertThat(stages.calls()).containsExactly("a", "c");
            a.complete("A");
            stages.next("b").complete("B");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("C", "A", "B");
            harness.until(() -> settled.get() == 3);
        }
    }

    @Test
    void pendingCallsCountAsCalls() throws Exception {
        try (EngineHarness harness = through(stages).parallelism(2).start()) {
            Partition partition = harness.own(0);
            partition.put("1", "a");
            partition.put("2", "b");
            CompletableFuture<String> a = stages.next("a");
            CompletableFuture<String> b = stages.next("b");
            partition.put("3", "c");
            partition.put("4", "d");
            assertThat(stages.calls()).containsExactlyInAnyOrder("a", "b");
            a.complete("A");
            CompletableFuture<String> c = stages.next("c");
            assertThat(stages.calls()).containsExactlyInAnyOrder("a", "b", "c");
            b.complete("B");
            c.complete("C");
            stages.next("d").complete("D");
            harness.untilSettled();
            assertThat(sink.written()).containsExactlyInAnyOrder("A", "B", "C", "D");
        }
    }

    @Test
    void aStageThatIsCompleteAlreadyHoldsBackNothing() {
        try (EngineHarness harness = through(body -> CompletableFuture.completedFuture(body + "!"))
                .parallelism(1)
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.own(0).put("k", null);
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("a!", "b!", "null");
            harness.until(() -> settled.get() == 3);
        }
    }

    @Test
    void theResultGoesToEveryOutputAndThroughFlatTransforms() throws Exception {
        ScriptedSink other = new ScriptedSink();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var words = pipeline.addFlatTransform("words", (String line) -> List.of(line.split(" ")));
                    var async = pipeline.addAsyncTransform("async", stages);
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), words);
                    pipeline.connect(words, async);
                    pipeline.connect(async, pipeline.addSink("sink", sink));
                    pipeline.connect(async, pipeline.addSink("other", other));
                })
                .onSettled(settled::incrementAndGet)
                .start()) {
            harness.own(0).put("k", "a b");
            stages.next("a").complete("A");
            stages.next("b").complete("B");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("A", "B");
            assertThat(other.written()).containsExactly("A", "B");
            harness.until(() -> settled.get() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRetryCallsTheNodeAgainAndPoliciesSeeTheErrorItself(boolean wrapped) throws Exception {
        IOException error = new IOException("injected");
        Throwable thrown = wrapped ? new CompletionException(new CompletionException(error)) : error;
        try (EngineHarness harness = through(stages)
                .policy(retrying(1, NodeErrorDecision.DEAD_LETTER))
                .start()) {
            harness.own(0).put("k", "a");
            stages.next("a").completeExceptionally(thrown);
            stages.next("a").completeExceptionally(thrown);
            HeldDeadLetters.Attempt letter = letters.next();
            assertThat(letter.letter().envelope().nodeId()).isEqualTo("async");
            assertThat(letter.letter().envelope().originalItem()).isEqualTo("a");
            assertThat(letter.letter().envelope().exceptionType()).isEqualTo(IOException.class.getName());
            assertThat(letter.letter().headers().last("x-dead-letter-attempts"))
                    .hasValueSatisfying(header -> assertThat(header.value()).isEqualTo("2"));
            letter.complete();
            harness.untilSettled();
            assertThat(sink.calls()).isEmpty();
        }
    }

    @Test
    void aRetryThatSucceedsGoesOn() throws Exception {
        try (EngineHarness harness =
                through(stages).policy(retrying(1, NodeErrorDecision.FAIL)).start()) {
            harness.own(0).put("k", "a");
            stages.next("a").completeExceptionally(new IOException("injected"));
            stages.next("a").complete("A");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("A");
        }
    }

    @Test
    void whatComesBehindIsRetriedWithoutCallingTheNodeAgain() throws Exception {
        sink.failing("A", new IOException("injected"));
        try (EngineHarness harness =
                through(stages).policy(retrying(1, NodeErrorDecision.FAIL)).start()) {
            harness.own(0).put("k", "a");
            stages.next("a").complete("A");
            harness.untilSettled();
            assertThat(stages.calls()).containsExactly("a");
            assertThat(sink.calls()).containsExactly("A", "A");
        }
    }

    @Test
    @SuppressWarnings("NullAway") // what callers without null checks do
    void noStageIsAFailureAndSoIsNoResult() throws Exception {
        FailurePolicy skip = FailurePolicy.always(NodeErrorDecision.SKIP);
        try (EngineHarness harness = through(body -> null).policy(skip).start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
        }
        try (EngineHarness harness = through(stages).policy(skip).start()) {
            harness.own(0).put("k", "a");
            stages.next("a").complete(null);
            harness.untilSettled();
        }
        assertThat(sink.calls()).isEmpty();
        assertThat(settled).hasValue(2);
    }

    @Test
    void aCallThatThrowsIsAFailureLikeAnyOther() {
        try (EngineHarness harness = through(body -> {
                    throw new IOException("injected");
                })
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void aCancelledStageAndAnErrorOfTheJvmEndTheTaskAndReachNoPolicy() throws Exception {
        for (boolean cancelled : new boolean[] {true, false}) {
            try (EngineHarness harness = through(stages)
                    .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                    .start()) {
                Delivery delivery = harness.own(0).put("k", "a");
                CompletableFuture<String> stage = stages.next("a");
                if (cancelled) {
                    stage.cancel(true);
                } else {
                    stage.completeExceptionally(new CompletionException(new OutOfMemoryError("injected")));
                }
                assertThat(harness.untilFailed()).hasMessageContaining("Node \"async\" failed");
                assertThat(delivery.isSettled()).isFalse();
                assertThat(letters.handled()).isEmpty();
            }
        }
    }

    @Test
    void aResultAfterTheReleaseIsIgnoredAndTheNewEpochOfTheKeyWaitsForIt() throws Exception {
        try (EngineHarness harness = through(stages).start()) {
            Partition old = harness.own(0);
            old.put("k", "old");
            CompletableFuture<String> pending = stages.next("old");
            old.release();
            harness.own(0).put("k", "new");
            harness.own(1).put("other", "other");
            stages.next("other").complete("OTHER");
            harness.until(() -> sink.written().contains("OTHER"));
            assertThat(stages.calls()).containsExactly("old", "other");
            pending.completeExceptionally(new IOException("ignored"));
            stages.next("new").complete("NEW");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("OTHER", "NEW");
        }
    }

    @Test
    void aStageThatNeverCompletesDelaysClosingNoLongerThanTheLimitAndMayCompleteLater() throws Exception {
        EngineHarness harness = through(stages).start();
        Delivery delivery = harness.own(0).put("k", "a");
        CompletableFuture<String> pending = stages.next("a");
        harness.engine.close(Duration.ZERO);
        pending.complete("A");
        assertThat(delivery.isSettled()).isFalse();
        assertThat(sink.calls()).isEmpty();
        assertThat(harness.failure()).isNull();
    }

    @Test
    void closingWaitsForAPendingCallAndLetsItSettle() throws Exception {
        EngineHarness harness = through(stages).start();
        Partition partition = harness.own(0);
        Delivery running = partition.submit("k", "running");
        Delivery waiting = partition.submit("k", "waiting");
        harness.engine.dispatch();
        CompletableFuture<String> pending = stages.next("running");
        harness.engine.stopStarting();
        CompletableFuture<Void> completer = CompletableFuture.runAsync(() -> pending.complete("RUNNING"));
        harness.engine.close(EngineHarness.PATIENCE);
        completer.join();
        assertThat(running.isSettled()).isTrue();
        assertThat(waiting.isSettled()).isFalse();
        assertThat(stages.calls()).containsExactly("running");
        assertThat(sink.written()).containsExactly("RUNNING");
    }

    @Test
    void aDrainWaitsForPendingCalls() throws Exception {
        try (EngineHarness harness = through(stages).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            CompletableFuture<String> pending = stages.next("a");
            assertThat(harness.engine.drain(List.of(partition.ownership), Duration.ofMillis(1)))
                    .isFalse();
            CompletableFuture<Void> completer = CompletableFuture.runAsync(() -> pending.complete("A"));
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            completer.join();
        }
    }

    @Test
    void afterAFailureADrainWaitsForPendingCallsAndLetsThemSettle() throws Exception {
        sink.failing("B", new IOException("injected"));
        try (EngineHarness harness = through(stages).start()) {
            Partition partition = harness.own(0);
            Delivery delivery = partition.put("1", "a");
            CompletableFuture<String> pending = stages.next("a");
            partition.put("2", "b");
            stages.next("b").complete("B");
            harness.untilFailed();
            CompletableFuture<Void> completer = CompletableFuture.runAsync(() -> pending.complete("A"));
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            completer.join();
            assertThat(delivery.isSettled()).isTrue();
        }
    }

    /** Reports its completion twice, against the contract of a stage. */
    private static final class TwiceReported extends CompletableFuture<String> {
        @Override
        public CompletableFuture<String> whenComplete(BiConsumer<? super String, ? super Throwable> action) {
            return super.whenComplete((result, error) -> {
                action.accept(result, error);
                action.accept("again", new IOException("again"));
            });
        }
    }

    @Test
    void aSecondCompletionIsIgnored() throws Exception {
        TwiceReported stage = new TwiceReported();
        CompletableFuture<String> called = new CompletableFuture<>();
        AsyncTransformNode<String, String> node = body -> {
            CompletionStage<String> result = body.equals("a") ? stage : CompletableFuture.completedFuture(body + "!");
            called.complete(body);
            return result;
        };
        try (EngineHarness harness = through(node).parallelism(1).start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            called.join();
            stage.complete("A");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("A", "b!");
            harness.until(() -> settled.get() == 2);
        }
    }
}
