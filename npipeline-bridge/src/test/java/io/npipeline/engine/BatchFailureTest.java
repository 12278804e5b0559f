package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.binding.BodyForm;
import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchFailure;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of the messages of a batch that failed. */
class BatchFailureTest {

    private static final Duration FOREVER = Duration.ofDays(1);

    private final ScriptedBatchSink sink = new ScriptedBatchSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    private static BatchFailure failureOf(int... indexes) {
        Map<Integer, Throwable> failures = new HashMap<>();
        for (int index : indexes) {
            failures.put(index, injected());
        }
        return new BatchFailure(failures);
    }

    private EngineHarness.Setup batchesOf(int size) {
        return EngineHarness.into(sink, BatchLimits.of(size, FOREVER));
    }

    @Test
    void aBatchThatFailsAsAWholeIsWrittenAgainAsAWhole() {
        sink.failing("a", injected(), injected());
        try (EngineHarness harness =
                batchesOf(3).policy(retrying(2, NodeErrorDecision.FAIL)).start()) {
            harness.own(0).putAllUnder("k", "a", "b", "c");
            harness.untilSettled();
            assertThat(sink.calls()).hasSize(3).containsOnly(List.of("a", "b", "c"));
        }
    }

    @Test
    void onlyTheNamedMessagesAreWrittenAgainInABatchOfTheirOwn() {
        sink.failing("a", failureOf(1, 3));
        try (EngineHarness harness =
                batchesOf(4).policy(retrying(1, NodeErrorDecision.FAIL)).start()) {
            harness.own(0).putAllUnder("k", "a", "b", "c", "d");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly(List.of("a", "b", "c", "d"), List.of("b", "d"));
        }
    }

    @Test
    void messagesThatWereWrittenAreSettledBeforeTheFailedOnesAre() {
        sink.failing("a", failureOf(1));
        try (EngineHarness harness = batchesOf(3)
                .policy(backingOff(1, Duration.ofHours(1), NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b", "c");
            harness.until(() -> harness.engine.settledRecords() == 2);
            assertThat(partition.ownership.firstUnsettled()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 3, 99})
    void aFailureThatNamesNoMessageOfTheBatchFailsTheWholeBatch(int index) {
        sink.failing("a", failureOf(index));
        try (EngineHarness harness =
                batchesOf(3).policy(retrying(1, NodeErrorDecision.FAIL)).start()) {
            harness.own(0).putAllUnder("k", "a", "b", "c");
            harness.untilSettled();
            assertThat(sink.calls()).hasSize(2).containsOnly(List.of("a", "b", "c"));
        }
    }

    @Test
    void laterMessagesOfAFailedKeyAreHeldBackWhileOtherKeysGoOn() {
        sink.failing("a1", injected());
        try (EngineHarness harness = batchesOf(1)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            Partition partition = harness.own(0);
            partition.put("a", "a1");
            HeldDeadLetters.Attempt letter = letters.next();
            partition.putAllUnder("a", "a2", "a3");
            partition.putAllUnder("b", "b1", "b2");
            harness.until(() -> harness.engine.settledRecords() == 2);
            assertThat(sink.calls()).containsExactly(List.of("a1"), List.of("b1"), List.of("b2"));
            letter.complete();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly(List.of("b1"), List.of("b2"), List.of("a2"), List.of("a3"));
        }
    }

    @Test
    void messagesThatWaitedBehindTheFailedBatchAreHeldBackToo() throws Exception {
        Gate gate = sink.holding("a1");
        sink.failing("a1", injected());
        try (EngineHarness harness = batchesOf(1)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .parallelism(2)
                .start()) {
            Partition partition = harness.own(0);
            partition.put("a", "a1");
            gate.awaitCall();
            partition.put("a", "a2");
            partition.put("b", "b1");
            gate.open();
            HeldDeadLetters.Attempt letter = letters.next();
            harness.until(() -> harness.engine.settledRecords() == 1);
            assertThat(sink.written()).containsExactly(List.of("b1"));
            letter.complete();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly(List.of("b1"), List.of("a2"));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aKeyIsHeldBackAlsoAfterItsIdleLaneWasSwept(boolean handedOverBeforeTheFailure) throws Exception {
        Gate gate = sink.holding("a1");
        sink.failing("a1", injected());
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var keep = pipeline.addFilter("keep", (String body) -> !body.startsWith("drop"));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), keep);
                    pipeline.connect(keep, pipeline.addBatchSink("sink", sink, BatchLimits.of(1, FOREVER)));
                })
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .parallelism(2)
                .start()) {
            Partition partition = harness.own(0);
            partition.put("a", "a1");
            gate.awaitCall();
            // Twice more keys than half a lane table: the second time, the lane of "a" is idle for sure, and dropped.
            for (int round = 1; round <= 2; round++) {
                for (int i = 0; i < 150; i++) {
                    partition.submit("other-" + round + "-" + i, "drop");
                }
                harness.engine.dispatch();
                awaitSettled(harness, 150L * round);
            }
            if (handedOverBeforeTheFailure) {
                partition.put("a", "a2");
                partition.put("last", "drop");
                awaitSettled(harness, 301);
            }
            gate.open();
            HeldDeadLetters.Attempt letter = letters.next();
            if (!handedOverBeforeTheFailure) {
                partition.put("a", "a2");
                partition.put("last", "drop");
                awaitSettled(harness, 301);
            }
            partition.put("b", "b1");
            awaitSettled(harness, 302);
            assertThat(sink.calls()).containsExactly(List.of("a1"), List.of("b1"));
            letter.complete();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly(List.of("b1"), List.of("a2"));
        }
    }

    private static void awaitSettled(EngineHarness harness, long count) {
        harness.until(() -> harness.engine.settledRecords() == count);
    }

    @Test
    void aSkippedMessageIsSettled() {
        sink.failing("a", failureOf(0));
        try (EngineHarness harness = batchesOf(2)
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly(List.of("a", "b"));
        }
    }

    @Test
    void aDeadLetterSettlesItsMessageOnceItIsDurable() {
        sink.failing("a", failureOf(0));
        try (EngineHarness harness = batchesOf(2)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            HeldDeadLetters.Attempt letter = letters.next();
            harness.until(() -> harness.engine.settledRecords() == 1);
            assertThat(letter.letter().envelope().originalItem()).isEqualTo("a");
            letter.complete();
            harness.untilSettled();
            assertThat(letters.handled()).hasSize(1);
        }
    }

    @Test
    void aDeadLetterMayBeAnOutputOfItsDelivery() {
        sink.failing("a", failureOf(0));
        try (EngineHarness harness = batchesOf(2)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(new DeadLetterRoute.AsOutput(
                        "dead", BodyForm.JSON_STRING, DeadLetterRoute.KeyForm.ANY, HeaderForm.ANY, 1 << 20))
                .start()) {
            Partition partition = harness.own(0);
            Delivery failed = partition.submit("k", "a");
            Delivery written = partition.submit("k", "b");
            harness.engine.dispatch();
            harness.untilSettled();
            assertThat(failed.outputs()).extracting(OutputRecord::topic).containsExactly("dead");
            assertThat(written.outputs()).isEmpty();
        }
    }

    @Test
    void aFailureOfTheTaskLeavesTheFailedMessageUnsettled() {
        sink.failing("a", failureOf(1));
        try (EngineHarness harness = batchesOf(3).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b", "c");
            assertThat(harness.untilFailed())
                    .hasMessageContaining("Node \"sink\" failed on topic orders, partition 0, offset 1");
            harness.until(() -> partition.ownership.firstUnsettled() == 1);
            harness.until(() -> harness.engine.settledRecords() == 2);
        }
    }

    @Test
    void anInterruptionOfOneMessageNeverReachesThePolicy() {
        sink.failing("a", new BatchFailure(Map.of(0, new InterruptedException())));
        try (EngineHarness harness = batchesOf(1)
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            harness.untilFailed();
            assertThat(delivery.isSettled()).isFalse();
        }
    }

    @Test
    void aRetryDoesNotWaitForABatchToFillUp() {
        sink.failing("a", failureOf(0));
        try (EngineHarness harness =
                batchesOf(2).policy(retrying(1, NodeErrorDecision.FAIL)).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly(List.of("a", "b"), List.of("a"));
        }
    }
}
