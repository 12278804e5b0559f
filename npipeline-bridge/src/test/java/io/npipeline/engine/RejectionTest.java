package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Rejection;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Messages that are rejected where the sink's return settles: the user's word counts for more than the return. */
class RejectionTest {

    private static final Rejection SOON = Rejection.retryAfter(Duration.ofMillis(1));

    private final HeldDeadLetters letters = new HeldDeadLetters();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicReference<KafkaMessage<String>> seen = new AtomicReference<>();
    private final List<CompletableFuture<Void>> stages = new CopyOnWriteArrayList<>();

    private EngineHarness.Setup into(SinkNode<String> sink) {
        return EngineHarness.into(sink).deadLetters(letters.route());
    }

    private int called(KafkaMessage<String> message) {
        seen.set(message);
        calls.add(String.valueOf(message.body()));
        return calls.size();
    }

    private void reject(KafkaMessage<?> message, Rejection how) {
        stages.add(future(message.reject(how)));
    }

    private KafkaMessage<String> seen() {
        return Objects.requireNonNull(seen.get());
    }

    private static CompletableFuture<Void> future(CompletionStage<Void> stage) {
        return stage.toCompletableFuture();
    }

    private static Rejection deadLetter() {
        return Rejection.deadLetter(new IllegalArgumentException("no good"));
    }

    private static void assertTooLate(CompletableFuture<Void> stage) {
        assertThat(stage)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(IllegalStateException.class)
                .withMessageContaining("orders-0-0");
    }

    @Test
    void decidesInsteadOfTheReturn() {
        try (EngineHarness harness = into(message -> {
                    if (called(message) == 1) {
                        reject(message, SOON);
                    }
                })
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(calls).containsExactly("a", "a", "b");
            harness.until(() -> stages.get(0).isDone());
            assertThat(stages.get(0)).isCompleted();
        }
    }

    @Test
    void retriesThatTheUserAsksForAreNotThePolicys() {
        FailurePolicy oneRetry = FailurePolicy.retry(RetryStrategy.fixed(1, Duration.ofMillis(1)))
                .then(NodeErrorDecision.FAIL);
        try (EngineHarness harness = into(message -> {
                    int call = called(message);
                    if (call <= 3) {
                        reject(message, SOON);
                    } else if (call == 4) {
                        throw new IllegalStateException("the one failure");
                    }
                })
                .policy(oneRetry)
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(calls).containsExactly("a", "a", "a", "a", "a");
        }
    }

    @Test
    void decidesInsteadOfAFailure() {
        try (EngineHarness harness = into(message -> {
                    called(message);
                    reject(message, deadLetter());
                    throw new IllegalStateException("what the policy would skip");
                })
                .policy(retrying(0, NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).put("k", "a");
            HeldDeadLetters.Attempt letter = letters.next();
            assertThat(letter.letter().envelope().exceptionMessage()).isEqualTo("no good");
            letter.complete();
            harness.untilSettled();
            assertThat(harness.engine.counters().skippedRecords()).isZero();
        }
    }

    @Test
    void ofATransformKeepsTheMessageFromTheNodesBehind() {
        List<String> written = new CopyOnWriteArrayList<>();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var check = pipeline.<String, String>addMessageTransform("check", message -> {
                        if (called(message) == 1) {
                            reject(message.withBody("copy"), SOON);
                        }
                        return message;
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), check);
                    pipeline.connect(check, pipeline.<String>addSink("sink", message -> written.add(message.body())));
                })
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(calls).containsExactly("a", "a");
            assertThat(written).containsExactly("a");
        }
    }

    @Test
    void canFailTheTask() {
        try (EngineHarness harness = into(message -> reject(message, Rejection.fail(new IllegalStateException("full"))))
                .policy(retrying(5, NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            assertThat(harness.untilFailed()).hasMessageContaining("sink").hasMessageContaining("full");
            assertThat(partition.ownership.firstUnsettled()).isZero();
        }
    }

    @Test
    void afterTheReturnActsAtTheCallThatRuns() throws Exception {
        Gate gate = new Gate();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    pipeline.connect(source, pipeline.<String>addSink("left", this::called));
                    pipeline.connect(source, pipeline.<String>addSink("right", message -> gate.pass()));
                })
                .deadLetters(letters.route())
                .start()) {
            harness.own(0).put("k", "a");
            gate.awaitCall();
            reject(seen(), deadLetter());
            gate.open();
            letters.next().complete();
            harness.untilSettled();
            assertThat(letters.nodes()).containsExactly("right");
        }
    }

    @Test
    void whileARetryIsWaitedForActsWhenItIsDue() {
        try (EngineHarness harness = into(message -> {
                    called(message);
                    throw new IllegalStateException("injected");
                })
                .policy(backingOff(100, Duration.ofMillis(20), NodeErrorDecision.FAIL))
                .start()) {
            harness.own(0).put("k", "a");
            harness.until(() -> seen.get() != null);
            reject(seen(), deadLetter());
            letters.next().complete();
            harness.untilSettled();
            assertThat(letters.nodes()).containsExactly("sink");
        }
    }

    @Test
    void canBeRepeatedAndTheFirstCounts() {
        try (EngineHarness harness = into(message -> {
                    called(message);
                    reject(message, deadLetter());
                    reject(message, Rejection.fail(new IllegalStateException("second")));
                    stages.add(future(message.acknowledge()));
                })
                .start()) {
            harness.own(0).put("k", "a");
            letters.next().complete();
            harness.untilSettled();
            harness.until(() -> stages.stream().allMatch(CompletableFuture::isDone));
            assertThat(stages).hasSize(3).allSatisfy(stage -> assertThat(stage).isCompleted());
        }
    }

    @Test
    void comesTooLateOnceAcknowledgedOrSettled() {
        try (EngineHarness harness = into(message -> {
                    called(message);
                    stages.add(future(message.acknowledge()));
                    reject(message, deadLetter());
                })
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertTooLate(stages.get(1));
        }
        try (EngineHarness harness = into(this::called).start()) {
            harness.own(0).put("k", "b");
            harness.untilSettled();
            assertTooLate(future(seen().reject(deadLetter())));
        }
        assertThat(letters.handled()).isEmpty();
    }

    @Test
    void ofAnItemSparesTheOthersOfItsBatch() {
        List<List<String>> batches = new CopyOnWriteArrayList<>();
        BatchSinkNode<String> sink = batch -> {
            List<String> bodies = new ArrayList<>();
            batch.forEach(message -> bodies.add(message.body()));
            batches.add(bodies);
            if (batches.size() == 1) {
                reject(batch.get(0), SOON);
                reject(batch.get(1), deadLetter());
            }
        };
        try (EngineHarness harness = EngineHarness.into(sink, BatchLimits.of(3, Duration.ofDays(1)))
                .deadLetters(letters.route())
                .start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b", "c");
            letters.next().complete();
            harness.untilSettled();
            assertThat(batches).containsExactly(List.of("a", "b", "c"), List.of("a"));
        }
    }

    @Test
    void ofAMessageInABatcherIsThatOfItsBatch() throws Exception {
        Gate gate = new Gate();
        List<List<String>> lists = new CopyOnWriteArrayList<>();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var look = pipeline.<String, String>addMessageTransform("look", message -> {
                        called(message);
                        return message;
                    });
                    var lists2 = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, Duration.ofDays(1)));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), look);
                    pipeline.connect(look, lists2);
                    pipeline.connect(lists2, pipeline.<List<String>>addSink("sink", message -> {
                        lists.add(message.body());
                        gate.pass();
                    }));
                })
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            gate.awaitCall();
            reject(seen(), SOON);
            gate.open();
            harness.untilSettled();
            assertThat(lists).containsExactly(List.of("a", "b"), List.of("a", "b"));
            harness.until(() -> stages.get(0).isDone());
            assertThat(stages.get(0)).isCompleted();
        }
    }

    @Test
    void ofAListFromABatcherRunsTheListAgain() {
        List<List<String>> lists = new CopyOnWriteArrayList<>();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, Duration.ofDays(1)));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), batcher);
                    pipeline.connect(batcher, pipeline.<List<String>>addSink("sink", message -> {
                        lists.add(message.body());
                        if (lists.size() == 1) {
                            reject(message, SOON);
                        }
                    }));
                })
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(lists).containsExactly(List.of("a", "b"), List.of("a", "b"));
        }
    }
}
