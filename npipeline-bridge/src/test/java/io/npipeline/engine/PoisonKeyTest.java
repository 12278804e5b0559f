package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.configuration.RunSettings;
import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import io.npipeline.testing.LoggedWarnings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Messages of one key pile up behind one that is retried for an hour. */
class PoisonKeyTest {

    private static final int LIMIT = 5;

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
                .maxParkedPerKey(LIMIT)
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
                .maxParkedPerKey(LIMIT)
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
                .maxParkedPerKey(LIMIT)
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
                .maxParkedPerKey(LIMIT)
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
                .maxParkedPerKey(LIMIT)
                .policy(backingOffLong(NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "poison");
            harness.until(() -> !batches.calls().isEmpty());
            partition.put("other", "c");
            // Written after the failure was dealt with, as there is one batch at a time.
            harness.until(() -> !batches.written().isEmpty());
            putMany(partition, harness, LIMIT);
            harness.untilSettled();
            assertThat(batches.calls().subList(0, 3))
                    .containsExactly(List.of("poison"), List.of("c"), List.of("poison"));
            assertThat(batches.written()).hasSize(LIMIT + 1);
            assertThat(harness.engine.counters().crowdedRecords()).isEqualTo(1);
        }
    }

    @Test
    void theAlarmNamesAllThatIsNeededToFindTheKey() {
        sink.failing("poison", injected());
        try (LoggedWarnings warnings = new LoggedWarnings(FailureHandler.class);
                EngineHarness harness = EngineHarness.into(sink)
                        .maxParkedPerKey(LIMIT)
                        .policy(backingOffLong(NodeErrorDecision.DEAD_LETTER))
                        .deadLetters(letters.route())
                        .start()) {
            Partition partition = harness.own(3);
            partition.put("k-17", "poison");
            harness.until(() -> !sink.calls().isEmpty());
            for (int i = 0; i < LIMIT; i++) {
                partition.submit("k-17", "b");
            }
            harness.engine.dispatch();
            letters.next().complete();
            harness.untilSettled();
            assertThat(warnings.messages())
                    .containsExactly(
                            "Node \"sink\" failed on topic orders, partition 3, offset 0 at attempt 1; 5 messages "
                                    + "of key \"k-17\" wait for it, and " + RunSettings.MAX_PARKED_MESSAGES_PER_KEY
                                    + " allows for 5, so its retries end before its policy would end them");
        }
    }

    @Test
    void aKeyIsShownOnOneLineAndCut() {
        assertThat(KeyText.of("a\nb")).isEqualTo("a b");
        assertThat(KeyText.of("a\u2028b")).isEqualTo("a b");
        assertThat(KeyText.of(new byte[] {1, (byte) 0xfe})).isEqualTo("01fe");
        assertThat(KeyText.of("k".repeat(101))).isEqualTo("k".repeat(100) + "… (cut)");
    }
}
