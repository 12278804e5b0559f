package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchFailure;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A node that is left alone while too many of its calls fail. */
@Timeout(60)
class CircuitBreakerTest {

    private static final KafkaSourceNode<String> SOURCE = KafkaSourceNode.of(String.class);
    static final FailurePolicy SKIP = FailurePolicy.always(NodeErrorDecision.SKIP);

    /** Opens with the first failure and stays open for the rest of the test. */
    static final CircuitBreaker FOR_GOOD = new CircuitBreaker(1, 1, Duration.ofDays(1));

    /** Opens with the first failure, for a moment. */
    static final CircuitBreaker FOR_A_MOMENT = new CircuitBreaker(1, 1, Duration.ofMillis(20));

    private final ScriptedSink sink = new ScriptedSink();
    private final IllegalStateException down = new IllegalStateException("down");

    static EngineHarness.Setup into(SinkNode<String> node, CircuitBreaker breaker) {
        return EngineHarness.of((pipeline, context) -> pipeline.connect(
                pipeline.addSource("source", SOURCE),
                pipeline.addSink("sink", node).circuitBreaker(breaker)));
    }

    @Test
    void whileItIsOpenNoCallIsMadeAndNothingIsLostOrTakenIn() {
        sink.failing("a", down);
        try (EngineHarness harness = into(sink, FOR_GOOD).policy(SKIP).start()) {
            Partition partition = harness.own(0);
            assertThat(harness.engine.isIntakeBlocked()).isFalse();
            partition.putAll("a");
            harness.until(harness.engine::isIntakeBlocked);

            partition.putAll("b", "c");
            assertThat(harness.engine.drain(List.of(partition.ownership), Duration.ofMillis(50)))
                    .isFalse();
            assertThat(sink.calls()).containsExactly("a");
            assertThat(partition.ownership.firstUnsettled()).isEqualTo(1);
            assertThat(harness.failure()).isNull();
        }
    }

    @Test
    void aCallThatSucceedsAfterwardsEndsIt() {
        sink.failing("a", down);
        try (EngineHarness harness = into(sink, FOR_A_MOMENT).policy(SKIP).start()) {
            Partition partition = harness.own(0);
            partition.putAll("a");
            harness.until(() -> harness.engine.settledRecords() == 1);
            partition.putAll("b", "c", "d", "e", "f");
            harness.untilSettled();
            assertThat(sink.written()).containsExactlyInAnyOrder("b", "c", "d", "e", "f");
            assertThat(harness.engine.isIntakeBlocked()).isFalse();
        }
    }

    @Test
    void theIntakeGoesOnAfterwardsEvenIfNoMessageWaits() {
        sink.failing("a", down);
        try (EngineHarness harness = into(sink, FOR_A_MOMENT).policy(SKIP).start()) {
            harness.own(0).putAll("a");
            harness.until(() -> harness.engine.settledRecords() == 1);
            harness.until(() -> !harness.engine.isIntakeBlocked());
        }
    }

    @Test
    void aBatchOfPoisonIsNoOutage() {
        BatchSinkNode<String> node = batch -> {
            throw new BatchFailure(Map.of(0, new IllegalArgumentException("poison")));
        };
        FailurePolicy policy =
                FailurePolicy.always(NodeErrorDecision.FAIL).on(IllegalArgumentException.class, NodeErrorDecision.SKIP);
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", SOURCE),
                        pipeline.addBatchSink("sink", node, BatchLimits.of(1, Duration.ofMillis(1)))
                                .circuitBreaker(FOR_GOOD)))
                .policy(policy)
                .start()) {
            harness.own(0).putAll("a", "b", "c");
            harness.untilSettled();
            assertThat(harness.engine.isIntakeBlocked()).isFalse();
        }
    }

    @Test
    void aFailureAfterwardsBeginsItAgain() {
        sink.failing("a", down).failing("b", down);
        try (EngineHarness harness = into(sink, FOR_A_MOMENT).policy(SKIP).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b", "c");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("a", "b", "c");
            assertThat(sink.written()).containsExactly("c");
        }
    }

    @Test
    void waitingIsNoAttempt() {
        sink.failing("a", down, down);
        try (EngineHarness harness = into(sink, FOR_A_MOMENT)
                .policy(retrying(2, NodeErrorDecision.FAIL))
                .start()) {
            harness.own(0).putAll("a");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("a", "a", "a");
        }
    }

    @Test
    void aRetryThatComesDueWaitsToo() {
        sink.failing("a", down);
        try (EngineHarness harness = into(sink, FOR_GOOD)
                .policy(backingOff(5, Duration.ofMillis(1), NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a");
            harness.until(harness.engine::isIntakeBlocked);
            assertThat(harness.engine.drain(List.of(partition.ownership), Duration.ofMillis(50)))
                    .isFalse();
            assertThat(sink.calls()).containsExactly("a");
            assertThat(harness.failure()).isNull();
        }
    }

    @Test
    void itOpensAtTheShareOfTheLastCallsAndNotBefore() {
        sink.failing("b", down).failing("d", down);
        try (EngineHarness harness = into(sink, new CircuitBreaker(0.5, 4, Duration.ofDays(1)))
                .policy(SKIP)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b", "c");
            harness.untilSettled();
            assertThat(harness.engine.isIntakeBlocked()).isFalse();
            partition.putAllUnder("k", "d");
            harness.untilSettled();
            assertThat(harness.engine.isIntakeBlocked()).isTrue();
        }
    }

    @Test
    void errorsThatAPolicyRuleTakesForTheMessagesDoNotCount() {
        sink.failing("a", new IllegalArgumentException("poison"));
        FailurePolicy policy = SKIP.on(IllegalArgumentException.class, NodeErrorDecision.SKIP);
        try (EngineHarness harness = into(sink, FOR_GOOD).policy(policy).start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("b");
        }
    }

    @Test
    void otherNodesGoOn() {
        ScriptedSink other = new ScriptedSink();
        sink.failing("a", down);
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    pipeline.connect(source, pipeline.addSink("other", other));
                    pipeline.connect(source, pipeline.addSink("sink", sink).circuitBreaker(FOR_GOOD));
                })
                .policy(SKIP)
                .start()) {
            harness.own(0).putAll("a", "b", "c");
            harness.until(() -> other.written().size() == 3);
            assertThat(sink.calls()).hasSizeLessThanOrEqualTo(3);
        }
    }

    @Test
    void whatWaitsForAPartitionThatIsGivenUpIsDropped() {
        sink.failing("a", down);
        try (EngineHarness harness = into(sink, FOR_GOOD).policy(SKIP).start()) {
            Partition partition = harness.own(0);
            partition.putAll("a");
            harness.until(harness.engine::isIntakeBlocked);
            partition.putAll("b", "c");
            partition.release();
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("a");
        }
    }

    @Test
    void aPendingStageCountsWithItsOutcomeAndItsResultGoesOn() throws Exception {
        ScriptedStages stages = new ScriptedStages();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var async = pipeline.addAsyncTransform("async", stages).circuitBreaker(FOR_GOOD);
                    pipeline.connect(pipeline.addSource("source", SOURCE), async);
                    pipeline.connect(async, pipeline.addSink("sink", sink));
                })
                .policy(SKIP)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a", "b");
            CompletableFuture<String> first = stages.next("a");
            CompletableFuture<String> second = stages.next("b");
            first.complete("A");
            harness.until(() -> sink.written().equals(List.of("A")));
            assertThat(harness.engine.isIntakeBlocked()).isFalse();
            second.completeExceptionally(down);
            harness.until(harness.engine::isIntakeBlocked);
            partition.putAll("c");
            assertThat(harness.engine.drain(List.of(partition.ownership), Duration.ofMillis(50)))
                    .isFalse();
            assertThat(stages.calls()).containsExactlyInAnyOrder("a", "b");
        }
    }

    @Test
    void aTrialWhosePartitionIsGivenUpMakesWayForAnother() throws Exception {
        ScriptedStages stages = new ScriptedStages();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var async = pipeline.addAsyncTransform("async", stages).circuitBreaker(FOR_A_MOMENT);
                    pipeline.connect(pipeline.addSource("source", SOURCE), async);
                    pipeline.connect(async, pipeline.addSink("sink", sink));
                })
                .policy(SKIP)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a");
            stages.next("a").completeExceptionally(down);
            harness.until(() -> harness.engine.settledRecords() == 1);
            partition.putAll("trial");
            CompletableFuture<String> trial = stages.next("trial");
            partition.release();
            harness.own(1).putAll("next");
            trial.complete("too late");

            stages.next("next").complete("N");
            harness.untilSettled();
            // A stage that is complete when the engine first looks is no pending call, so what it gave may be written.
            assertThat(sink.written()).endsWith("N").doesNotContain("A");
        }
    }

    @Test
    void whatAFlatTransformMakesGoesOnWhole() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var flat = pipeline.<String, String>addFlatTransform("flat", body -> List.of(body + 1, body + 2))
                            .circuitBreaker(FOR_GOOD);
                    pipeline.connect(pipeline.addSource("source", SOURCE), flat);
                    pipeline.connect(flat, pipeline.addSink("sink", sink));
                })
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("a1", "a2", "b1", "b2");
        }
    }

    @Test
    void aBatchSinkIsLeftAloneAndWritesAfterwards() {
        ScriptedBatchSink batches = new ScriptedBatchSink().failing("a", down);
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", SOURCE),
                        pipeline.addBatchSink("sink", batches, BatchLimits.of(1, Duration.ofDays(1)))
                                .circuitBreaker(FOR_A_MOMENT)))
                .policy(SKIP)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a");
            harness.until(() -> harness.engine.settledRecords() == 1);
            partition.putAllUnder("k", "b", "c", "d", "e");
            harness.untilSettled();
            assertThat(batches.written()).containsExactly(List.of("b"), List.of("c"), List.of("d"), List.of("e"));
        }
    }

    @Test
    void batchesWaitWhileItIsOpenAndAreDroppedWithTheirPartition() {
        ScriptedBatchSink batches = new ScriptedBatchSink().failing("a", down);
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", SOURCE),
                        pipeline.addBatchSink("sink", batches, BatchLimits.of(1, Duration.ofDays(1)))
                                .circuitBreaker(FOR_GOOD)))
                .policy(SKIP)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a");
            harness.until(harness.engine::isIntakeBlocked);
            partition.putAll("b", "c");
            assertThat(harness.engine.drain(List.of(partition.ownership), Duration.ofMillis(50)))
                    .isFalse();
            assertThat(batches.calls()).containsExactly(List.of("a"));
            partition.release();
            harness.untilSettled();
            assertThat(batches.calls()).containsExactly(List.of("a"));
        }
    }

    @Test
    void manyThatWaitAllGoOnInTheirOrder() {
        CircuitBreaker breaker = new CircuitBreaker(0.5, 10, Duration.ofMillis(5));
        ScriptedSink flaky = new ScriptedSink();
        for (int key = 0; key < 100; key++) {
            flaky.failing(key + "-0", down, down);
        }
        try (EngineHarness harness =
                into(flaky, breaker).policy(retrying(2, NodeErrorDecision.FAIL)).start()) {
            Partition partition = harness.own(0);
            for (int key = 0; key < 100; key++) {
                for (int i = 0; i < 5; i++) {
                    partition.submit(key, key + "-" + i);
                }
            }
            harness.engine.dispatch();
            harness.untilSettled();
            for (int key = 0; key < 100; key++) {
                String prefix = key + "-";
                assertThat(flaky.written().stream().filter(body -> body.startsWith(prefix)))
                        .containsExactly(prefix + 0, prefix + 1, prefix + 2, prefix + 3, prefix + 4);
            }
        }
    }
}
