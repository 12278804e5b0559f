package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A partition is given up and may come back: each epoch is fenced from the ones before. */
class ReleaseTest {

    private static final FailurePolicy BACK_OFF_LONG = backingOff(3, Duration.ofHours(1), NodeErrorDecision.FAIL);

    private final ScriptedSink sink = new ScriptedSink();
    private final ScriptedBatchSink batches = new ScriptedBatchSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    @Test
    void recordsThatDidNotStartAreDropped() throws Exception {
        Gate gate = sink.holding("running");
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "running", "waiting");
            gate.awaitCall();
            partition.submit("k", "submitted");
            partition.release();
            harness.engine.dispatch();
            gate.open();
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("running");
        }
    }

    @Test
    void theFailureOfACallThatRanDuringTheReleaseIsIgnored() throws Exception {
        Gate gate = sink.holding("running");
        sink.failing("running", injected());
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "running");
            gate.awaitCall();
            partition.release();
            gate.open();
            harness.untilSettled();
            assertThat(harness.failure()).isNull();
        }
    }

    @Test
    void whatTheOldEpochSettlesIsNotSeenInTheNew() throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition old = harness.own(0);
            old.put("k", "a");
            gate.awaitCall();
            old.release();
            Partition fresh = harness.own(0);
            Delivery again = fresh.submit("k", "a");
            gate.open();
            harness.until(() -> harness.engine.settledRecords() == 1);
            assertThat(again.isSettled()).isFalse();
            assertThat(fresh.ownership.firstUnsettled()).isZero();
        }
    }

    @Test
    void theNewEpochOfAKeyWaitsForTheCallOfTheOld() throws Exception {
        Gate gate = sink.holding("old");
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition old = harness.own(0);
            old.put("k", "old");
            gate.awaitCall();
            old.release();
            Partition fresh = harness.own(0);
            fresh.put("k", "new");
            fresh.put("other", "other key");
            harness.until(() -> sink.written().contains("other key"));
            assertThat(sink.calls()).doesNotContain("new");
            gate.open();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("other key", "old", "new");
        }
    }

    @Test
    void aBackoffOfTheOldEpochEndsWithTheRelease() {
        sink.failing("old", injected());
        try (EngineHarness harness =
                EngineHarness.into(sink).policy(BACK_OFF_LONG).start()) {
            Partition old = harness.own(0);
            old.put("k", "old");
            harness.until(() -> sink.calls().contains("old"));
            old.release();
            harness.own(0).put("k", "new");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("old", "new");
        }
    }

    @Test
    void aBackoffEndsAlsoWhenTheReleaseComesWhileItBegins() throws Exception {
        sink.failing("old", injected());
        Gate beginning = new Gate();
        try (EngineHarness harness =
                EngineHarness.into(sink).policy(backingOffBehind(beginning)).start()) {
            Partition old = harness.own(0);
            old.put("k", "old");
            beginning.awaitCall();
            old.release();
            beginning.open();
            harness.own(0).put("k", "new");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("old", "new");
        }
    }

    /** Retries after an hour, and lets the test in between the decision to retry and the parking. */
    private static FailurePolicy backingOffBehind(Gate gate) {
        return FailurePolicy.retry(new RetryStrategy() {
            @Override
            public boolean shouldRetry(Throwable error, int attempt) {
                return true;
            }

            @Override
            public Duration delay(int attempt) {
                try {
                    gate.pass();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return Duration.ofHours(1);
            }
        });
    }

    @Test
    void otherPartitionsKeepTheirBackoff() {
        sink.failing("kept", injected()).failing("lost", injected());
        try (EngineHarness harness =
                EngineHarness.into(sink).policy(BACK_OFF_LONG).start()) {
            Partition kept = harness.own(0);
            Partition lost = harness.own(1);
            kept.put("k", "kept");
            lost.put("k", "lost");
            harness.until(() -> sink.calls().size() == 2);
            lost.release();
            harness.until(() -> harness.engine.settledRecords() == 1);
            assertThat(sink.calls()).containsExactlyInAnyOrder("kept", "lost");
            assertThat(kept.ownership.isIdle()).isFalse();
        }
    }

    @Test
    void aDeadLetterThatCannotBeStoredIsGivenUpWithItsPartition() {
        sink.failing("old", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            Partition old = harness.own(0);
            old.put("k", "old");
            HeldDeadLetters.Attempt letter = letters.next();
            old.release();
            harness.own(0).put("k", "new");
            letter.fail(new IllegalStateException("destination is down"));
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("new");
            assertThat(harness.engine.isDeadLetterBlocked()).isFalse();
        }
    }

    @Test
    void messagesThatWaitForABatchAreDropped() throws Exception {
        Gate handedOver = sink.holding("lost");
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    var limits = BatchLimits.of(2, Duration.ofDays(1));
                    pipeline.connect(source, pipeline.addBatchSink("batches", batches, limits));
                    pipeline.connect(source, pipeline.addSink("sink", sink));
                })
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "lost");
            handedOver.awaitCall();
            partition.release();
            handedOver.open();
            harness.until(() -> harness.engine.settledRecords() == 1);
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(batches.calls()).containsExactly(List.of("a", "b"));
        }
    }

    @Test
    void aMessageThatReachesABatchAfterTheReleaseIsDroppedToo() throws Exception {
        Gate gate = new Gate();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var slow = pipeline.addTransform("slow", (String body) -> {
                        gate.pass();
                        return body;
                    });
                    var limits = BatchLimits.of(2, Duration.ofDays(1));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), slow);
                    pipeline.connect(slow, pipeline.addBatchSink("batches", batches, limits));
                })
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "lost");
            gate.awaitCall();
            partition.release();
            gate.open();
            harness.untilSettled();
            assertThat(batches.calls()).isEmpty();
        }
    }

    @Test
    void aBackoffOfABatchEndsAlsoWhenTheReleaseComesWhileItBegins() throws Exception {
        batches.failing("old", injected());
        Gate beginning = new Gate();
        try (EngineHarness harness = EngineHarness.into(batches, BatchLimits.of(1, Duration.ZERO))
                .policy(backingOffBehind(beginning))
                .start()) {
            Partition old = harness.own(0);
            old.put("k", "old");
            beginning.awaitCall();
            old.release();
            beginning.open();
            harness.own(0).put("k", "new");
            harness.untilSettled();
            assertThat(batches.calls()).containsExactly(List.of("old"), List.of("new"));
        }
    }

    @Test
    void aBackoffOfABatchEndsWithTheRelease() {
        batches.failing("old", injected());
        try (EngineHarness harness = EngineHarness.into(batches, BatchLimits.of(1, Duration.ZERO))
                .policy(BACK_OFF_LONG)
                .start()) {
            Partition old = harness.own(0);
            old.put("k", "old");
            harness.until(() -> !batches.calls().isEmpty());
            old.release();
            harness.own(0).put("k", "new");
            harness.untilSettled();
            assertThat(batches.calls()).containsExactly(List.of("old"), List.of("new"));
        }
    }

    @Test
    void theNewEpochWaitsForABatchOfTheOldThatIsBeingWritten() throws Exception {
        Gate gate = batches.holding("old");
        try (EngineHarness harness =
                EngineHarness.into(batches, BatchLimits.of(1, Duration.ZERO)).start()) {
            Partition old = harness.own(0);
            old.put("k", "old");
            gate.awaitCall();
            old.release();
            harness.own(0).put("k", "new");
            gate.open();
            harness.untilSettled();
            assertThat(batches.written()).containsExactly(List.of("old"), List.of("new"));
            assertThat(batches.overlapped()).isFalse();
        }
    }
}
