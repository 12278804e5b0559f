package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static io.npipeline.engine.EngineHarness.into;
import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.FencedException;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of a transaction that fails, of its messages, and of the partition. */
@Timeout(60)
class TransactionFailureTest {

    private static final Duration FOREVER = Duration.ofDays(1);
    private static final String[] EIGHT = {"a", "b", "c", "d", "e", "f", "g", "h"};

    private final ScriptedStore store = new ScriptedStore();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private EngineHarness.Setup batchesOf(int size) {
        return into(store, BatchLimits.of(size, FOREVER)).deadLetters(letters.route());
    }

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    @Test
    void aTransactionIsRepeatedAsItWas() throws Exception {
        store.failing("a", injected());
        Gate gate = store.holding("a");
        try (EngineHarness harness =
                batchesOf(2).policy(retrying(1, NodeErrorDecision.FAIL)).start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAllUnder("k", "a", "b");
            gate.awaitCall();
            partition.putAllUnder("k", "c", "d");
            gate.open();
            harness.untilSettled();
            assertThat(store.attempts()).containsExactly("a+b@2", "a+b@2", "c+d@4");
        }
    }

    @Test
    void whatWasCommittedThoughTheAnswerWasLostIsNotWrittenAgain() {
        store.loseAnswers(1);
        try (EngineHarness harness =
                batchesOf(4).policy(retrying(1, NodeErrorDecision.FAIL)).start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", "a", "b", "c", "d");
            harness.untilSettled();
            assertThat(store.rows()).containsExactly("a", "b", "c", "d");
        }
    }

    @Test
    void norIsItWhenItIsDivided() {
        store.loseAnswers(1);
        try (EngineHarness harness = batchesOf(4)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", "a", "b", "c", "d");
            harness.untilSettled();
            assertThat(store.rows()).containsExactly("a", "b", "c", "d");
            assertThat(letters.handled()).isEmpty();
        }
    }

    @Test
    void onlyTheMessageThatCannotBeWrittenIsDeadLetteredAndNoneBehindItOvertakes() {
        store.refusing("f");
        try (EngineHarness harness =
                batchesOf(8).policy(retrying(1, NodeErrorDecision.DEAD_LETTER)).start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAllUnder("k", EIGHT);
            HeldDeadLetters.Attempt letter = letters.next();
            assertThat(letter.letter().envelope().originalItem()).isEqualTo("f");
            assertThat(store.rows()).containsExactly("a", "b", "c", "d", "e");
            assertThat(partition.ownership.firstUnsettled()).isEqualTo(5);
            letter.complete();
            harness.untilSettled();
            assertThat(store.rows()).containsExactly("a", "b", "c", "d", "e", "g", "h");
            assertThat(letters.handled()).hasSize(1);
        }
    }

    @Test
    void severalThatCannotBeWrittenAreSkippedAndThePositionPassesThem() {
        store.refusing("a", "e", "h");
        try (EngineHarness harness = batchesOf(8)
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", EIGHT);
            harness.untilSettled();
            harness.until(() -> store.position(0) == 8);
            assertThat(store.rows()).containsExactly("b", "c", "d", "f", "g");
        }
    }

    @Test
    void aFailureOfTheTaskNamesTheRecordAndWhatIsBeforeItIsWritten() {
        store.refusing("f");
        try (EngineHarness harness = batchesOf(8).start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAllUnder("k", EIGHT);
            assertThat(harness.untilFailed())
                    .hasMessageContaining("Node \"store\" failed on topic orders, partition 0, offset 5")
                    .hasMessageContaining("cannot store f");
            assertThat(store.rows()).containsExactly("a", "b", "c", "d", "e");
            assertThat(store.position(0)).isEqualTo(5);
            assertThat(partition.ownership.firstUnsettled()).isEqualTo(5);
        }
    }

    @Test
    void aRecordOfWhichOneMessageCannotBeWrittenIsDeadLetteredWhole() {
        store.refusing("b");
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var split = pipeline.addFlatTransform("split", (String body) -> List.of(body.split("")));
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), split);
                    pipeline.connect(
                            split, pipeline.addTransactionalSink("store", store, BatchLimits.of(100, Duration.ZERO)));
                })
                .deadLetters(letters.route())
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", "abc", "de");
            List<Object> items = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                HeldDeadLetters.Attempt letter = letters.next();
                items.add(letter.letter().envelope().originalItem());
                letter.complete();
            }
            harness.untilSettled();
            assertThat(items).containsExactly("a", "b", "c");
            assertThat(store.rows()).containsExactly("d", "e");
        }
    }

    @Test
    void aStoreThatIsDownIsNoFaultOfAMessage() {
        store.down(injected());
        try (EngineHarness harness = batchesOf(2)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", "a", "b");
            assertThat(harness.untilFailed()).hasMessageContaining("Node \"store\" could not store position 0 of 0");
            assertThat(letters.handled()).isEmpty();
            assertThat(harness.engine.settledRecords()).isZero();
        }
    }

    @Test
    void aStoreThatComesBackIsWrittenTo() {
        store.down(injected());
        try (EngineHarness harness =
                batchesOf(2).policy(retrying(1_000_000, NodeErrorDecision.FAIL)).start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", "a", "b");
            harness.until(() -> store.attempts().size() > 3);
            store.down(null);
            harness.untilSettled();
            assertThat(store.committed()).containsExactly("a+b@2");
        }
    }

    @Test
    void whoWasFencedWritesNothingSettlesNothingAndAsksNoPolicy() {
        try (EngineHarness harness = batchesOf(2)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .start()) {
            Partition old = harness.own(0, store.claim(0));
            store.claim(0);
            old.putAllUnder("k", "a", "b", "c", "d");
            harness.until(() -> old.ownership.fence().isPresent());
            assertThat(old.ownership.fence()).containsInstanceOf(FencedException.class);
            assertThat(old.ownership.firstUnsettled()).isZero();
            assertThat(old.ownership.isIdle()).as("nothing is waited for").isTrue();
            old.release();
            harness.until(() -> harness.engine.inFlightRecords() == 0);
            assertThat(store.attempts()).containsExactly("a+b@2");
            assertThat(store.rows()).isEmpty();
            assertThat(letters.handled()).isEmpty();
            assertThat(harness.failure()).isNull();
        }
    }

    @Test
    void whoWasFencedInATransactionThatEndsOtherwiseDeadLettersNothing() throws Exception {
        store.failing("a", injected());
        Gate gate = store.holding("a");
        try (EngineHarness harness = batchesOf(1)
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .start()) {
            Partition old = harness.own(0, store.claim(0));
            old.put("k", "a");
            gate.awaitCall();
            store.claim(0);
            gate.open();
            harness.until(() -> old.ownership.fence().isPresent());
            assertThat(letters.handled()).isEmpty();
        }
    }

    @Test
    void aPartitionThatComesBackGoesOnBehindWhatItsOldTransactionWrote() throws Exception {
        Gate gate = store.holding("a");
        try (EngineHarness harness = batchesOf(2).start()) {
            Partition old = harness.own(0, store.claim(0));
            old.putAllUnder("k", "a", "b", "c");
            gate.awaitCall();
            old.release();
            gate.open();
            harness.untilSettled();
            assertThat(store.rows()).containsExactly("a", "b");

            Partition again = harness.own(0, store.claim(0));
            again.putAllUnder("k", "c", "d");
            harness.untilSettled();
            assertThat(store.committed()).containsExactly("a+b@2", "c+d@4");
        }
    }

    @Test
    void whatWaitsForARetryIsLetGoOfWithItsPartition() {
        store.failing("a", injected());
        try (EngineHarness harness = batchesOf(2)
                .policy(backingOff(1, Duration.ofHours(1), NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAllUnder("k", "a", "b", "c");
            harness.until(() -> store.attempts().size() == 1);
            partition.release();
            harness.until(() -> harness.engine.inFlightRecords() == 0);
            assertThat(store.rows()).isEmpty();
        }
    }

    @Test
    void whatIsDroppedWithItsPartitionIsNotTakenForDone() {
        BatchLimits lingering = BatchLimits.of(10, FOREVER);
        ScriptedBatchSink beside = new ScriptedBatchSink();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    pipeline.connect(source, pipeline.addBatchSink("beside", beside, lingering));
                    pipeline.connect(source, pipeline.addTransactionalSink("store", store, BatchLimits.of(1, FOREVER)));
                })
                .parallelism(1)
                .start()) {
            Partition lost = harness.own(0, store.claim(0));
            lost.put("k", "a");
            harness.until(() -> beside.calls().isEmpty() && harness.engine.inFlightRecords() == 1);
            lost.release();
            // The only worker comes to this when it is done with all that the release led to.
            Partition other = harness.own(1, store.claim(1));
            other.putAllUnder("k", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k");
            harness.untilSettled();
            assertThat(store.rows()).doesNotContain("a").hasSize(10);
            assertThat(store.claim(0).position()).isEmpty();
        }
    }

    @Test
    void anErrorOfTheJvmEndsTheTask() {
        store.failing("a", new OutOfMemoryError("injected"));
        try (EngineHarness harness = batchesOf(2)
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAllUnder("k", "a", "b");
            assertThat(harness.untilFailed()).hasMessageContaining("OutOfMemoryError");
            assertThat(partition.ownership.firstUnsettled()).isZero();
        }
    }
}
