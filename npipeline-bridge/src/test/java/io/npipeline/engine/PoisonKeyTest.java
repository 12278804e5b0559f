package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of one key pile up behind one that is retried for an hour. */
class PoisonKeyTest {

    private static final int LIMIT = 1_000;

    private final ScriptedSink sink = new ScriptedSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private static FailurePolicy backingOffLong(NodeErrorDecision lastStep) {
        return backingOff(3, Duration.ofHours(1), lastStep);
    }

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    private static void putMany(Partition partition, EngineHarness harness, int count) {
        for (int i = 0; i < count; i++) {
            partition.submit("k", "b");
        }
        harness.engine.dispatch();
    }

    @Test
    void atTheLimitTheRetriesEndWithTheLastStep() {
        sink.failing("poison", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(backingOffLong(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "poison");
            harness.until(() -> !sink.calls().isEmpty());
            putMany(partition, harness, LIMIT - 1);
            partition.put("other", "c");
            harness.until(() -> sink.written().contains("c"));
            assertThat(letters.handled()).isEmpty();
            assertThat(harness.engine.counters().crowdedRecords()).isZero();

            partition.put("k", "b");
            letters.next().complete();
            harness.untilSettled();
            assertThat(letters.handled()).singleElement().satisfies(letter -> assertThat(
                            letter.envelope().originalItem())
                    .isEqualTo("poison"));
            assertThat(harness.engine.counters().crowdedRecords()).isEqualTo(1);
            assertThat(sink.calls()).containsOnlyOnce("poison").hasSize(LIMIT + 2);
        }
    }

    @Test
    void messagesThatWaitedBeforeTheFailureCountToo() {
        sink.failing("poison", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(backingOffLong(NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0);
            partition.submit("k", "poison");
            putMany(partition, harness, LIMIT);
            harness.untilSettled();
            assertThat(sink.written()).hasSize(LIMIT);
            assertThat(harness.engine.counters().skippedRecords()).isEqualTo(1);
        }
    }

    @Test
    void theLastStepMayBeTheEndOfTheTask() {
        sink.failing("poison", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(backingOffLong(NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0);
            partition.submit("k", "poison");
            putMany(partition, harness, LIMIT);
            assertThat(harness.untilFailed()).hasMessageContaining("offset 0 at attempt 1");
        }
    }

    @Test
    void aPartitionInOrderHasNoLimit() {
        sink.failing("poison", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .ordering(Ordering.PARTITION)
                .policy(backingOff(1, Duration.ofMillis(1), NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0);
            partition.submit("k", "poison");
            putMany(partition, harness, LIMIT);
            harness.untilSettled();
            assertThat(sink.written()).hasSize(LIMIT + 1);
            assertThat(harness.engine.counters().crowdedRecords()).isZero();
        }
    }

    @Test
    void whatABatchHoldsBackCountsToo() {
        ScriptedBatchSink batches = new ScriptedBatchSink().failing("poison", injected(), injected());
        try (EngineHarness harness = EngineHarness.into(batches, BatchLimits.of(1, Duration.ZERO))
                .policy(backingOffLong(NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "poison");
            harness.until(() -> !batches.calls().isEmpty());
            putMany(partition, harness, LIMIT);
            harness.untilSettled();
            assertThat(batches.calls().subList(0, 2)).containsExactly(List.of("poison"), List.of("poison"));
            assertThat(batches.written()).hasSize(LIMIT);
            assertThat(harness.engine.counters().crowdedRecords()).isEqualTo(1);
        }
    }
}
