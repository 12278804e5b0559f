package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.into;
import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is written in a transaction, and when, while transactions succeed. */
@Timeout(60)
class TransactionalSinkTest {

    private static final KafkaSourceNode<String> SOURCE = KafkaSourceNode.of(String.class);
    private static final Duration FOREVER = Duration.ofDays(1);
    private static final BatchLimits AT_ONCE = BatchLimits.of(100, Duration.ZERO);

    private final ScriptedStore store = new ScriptedStore();
    private final ScriptedSink beside = new ScriptedSink();

    @Test
    void aFullBatchIsWrittenWithThePositionBehindIt() {
        try (EngineHarness harness = into(store, BatchLimits.of(3, FOREVER)).start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", "a", "b", "c");
            harness.untilSettled();
            assertThat(store.committed()).containsExactly("a+b+c@3");
        }
    }

    @Test
    void aRecordSettlesWithItsTransaction() throws Exception {
        Gate gate = store.holding("a");
        try (EngineHarness harness = into(store, AT_ONCE).start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.put("k", "a");
            gate.awaitCall();
            assertThat(partition.ownership.firstUnsettled()).isZero();
            assertThat(harness.engine.inFlightRecords()).isEqualTo(1);
            gate.open();
            harness.untilSettled();
            assertThat(partition.ownership.firstUnsettled()).isEqualTo(-1);
        }
    }

    @Test
    void messagesAreWrittenInTheOrderInWhichRecordsWereReadWhicheverIsDoneFirst() throws Exception {
        Gate slow = beside.holding("a");
        try (EngineHarness harness = withSinkBeside(BatchLimits.of(1, FOREVER)).start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAll("a", "b", "c");
            slow.awaitCall();
            harness.until(() -> beside.written().containsAll(List.of("b", "c")));
            assertThat(store.attempts()).isEmpty();
            slow.open();
            harness.untilSettled();
            assertThat(store.committed()).containsExactly("a@1", "b@2", "c@3");
        }
    }

    /** Everything goes to a sink of one message at a time, too. */
    private EngineHarness.Setup withSinkBeside(BatchLimits limits) {
        return EngineHarness.of((pipeline, context) -> {
            var source = pipeline.addSource("source", SOURCE);
            pipeline.connect(source, pipeline.addTransactionalSink("store", store, limits));
            pipeline.connect(source, pipeline.addSink("beside", beside));
        });
    }

    @Test
    void whatIsFilteredBehindMessagesIsPassedByTheirTransaction() throws Exception {
        Gate gate = store.holding("a");
        try (EngineHarness harness = into(store, AT_ONCE).start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.put("k", "a");
            gate.awaitCall();
            partition.putAllUnder("k", "b", "drop", "drop");
            harness.until(() -> harness.engine.settledRecords() == 2);
            gate.open();
            harness.untilSettled();
            assertThat(store.committed()).containsExactly("a@1", "b@4");
        }
    }

    @Test
    void thePositionOfRecordsThatBecameNothingIsStoredWithoutMessages() {
        try (EngineHarness harness = into(store, BatchLimits.of(10, FOREVER)).start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", "drop", "drop", "drop");
            harness.until(() -> store.position(0) == 3);
            assertThat(store.committed()).allMatch(transaction -> transaction.startsWith("@"));
        }
    }

    @Test
    void whatTheWorkerConsumedWithoutARecordIsFollowedToo() {
        try (EngineHarness harness = into(store, AT_ONCE).start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.put("k", "a");
            harness.untilSettled();
            harness.until(() -> {
                partition.ownership.consumed(7);
                return store.position(0) == 7;
            });
            assertThat(store.rows()).containsExactly("a");
        }
    }

    @Test
    void aDrainWritesWhatLingersAndStoresEveryPosition() {
        try (EngineHarness harness = into(store, BatchLimits.of(10, FOREVER)).start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.put("k", "drop");
            harness.until(() -> store.position(0) == 1);
            partition.putAllUnder("k", "a", "b");
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            partition.put("k", "drop");
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            // In one transaction or two: the drain may begin while "b" is still on its way to the sink.
            assertThat(store.rows()).containsExactly("a", "b");
            assertThat(store.committed()).startsWith("@1").endsWith("@4");
        }
    }

    @Test
    void partitionsAreWrittenByTransactionsOfTheirOwn() throws Exception {
        Gate gate = store.holding("a");
        try (EngineHarness harness = into(store, AT_ONCE).start()) {
            harness.own(0, store.claim(0)).put("k", "a");
            gate.awaitCall();
            harness.own(1, store.claim(1)).put("k", "b");
            harness.until(() -> store.rows().contains("b"));
            gate.open();
            harness.untilSettled();
            assertThat(store.committed()).containsExactly("b@1", "a@1");
        }
    }

    @Test
    void whatARecordBecameIsNotDivided() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var letters =
                            pipeline.addFlatTransform("letters", (String body) -> List.of((Object[]) body.split("")));
                    var text = pipeline.addTransform("text", String::valueOf);
                    pipeline.connect(pipeline.addSource("source", SOURCE), letters);
                    pipeline.connect(letters, text);
                    pipeline.connect(
                            text, pipeline.addTransactionalSink("store", store, BatchLimits.of(2, Duration.ZERO)));
                })
                .start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", "abc", "de", "f");
            harness.untilSettled();
            assertThat(store.rows()).containsExactly("a", "b", "c", "d", "e", "f");
            assertThat(store.committed()).contains("a+b+c@1", "d+e@2");
        }
    }

    @Test
    void batchesThatOverlapAreWrittenTogether() throws Exception {
        Gate slow = beside.holding("a");
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var wait = pipeline.addTransform("wait", (String body) -> {
                        if (body.equals("a")) {
                            slow.pass();
                        }
                        return body;
                    });
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, FOREVER));
                    var joined = pipeline.addTransform("joined", (List<String> bodies) -> String.join("-", bodies));
                    pipeline.connect(pipeline.addSource("source", SOURCE), wait);
                    pipeline.connect(wait, batcher);
                    pipeline.connect(batcher, joined);
                    pipeline.connect(
                            joined, pipeline.addTransactionalSink("store", store, BatchLimits.of(1, Duration.ZERO)));
                    pipeline.connect(joined, pipeline.addSink("beside", beside));
                })
                .start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAll("a", "b", "c");
            harness.until(
                    () -> beside.written().contains("b-c") || beside.written().contains("c-b"));
            assertThat(store.attempts()).isEmpty();
            slow.open();
            partition.put("d", "d");
            harness.untilSettled();
            assertThat(store.committed()).singleElement().asString().endsWith("@4");
            assertThat(store.rows()).hasSize(2);
        }
    }

    @Test
    void aRecordThatIsFilteredWithinABatchSettlesOnce() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    var kept = pipeline.<String>addFilter("kept", body -> !body.startsWith("#"));
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, FOREVER));
                    var joined = pipeline.addTransform("joined", (List<String> bodies) -> String.join("-", bodies));
                    pipeline.connect(source, kept);
                    pipeline.connect(kept, batcher);
                    pipeline.connect(batcher, joined);
                    pipeline.connect(
                            joined, pipeline.addTransactionalSink("store", store, BatchLimits.of(1, Duration.ZERO)));
                })
                .start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAllUnder("k", "a", "#", "b");
            harness.until(() -> partition.ownership.firstUnsettled() == -1);
            assertThat(store.committed()).containsExactly("a-b@3");
            assertThat(harness.engine.settledRecords()).isEqualTo(3);
            assertThat(harness.engine.inFlightRecords()).isZero();
            assertThat(harness.engine.inFlightBytes()).isZero();
        }
    }

    @Test
    void aTransactionThatTakesTooLongIsRepeated() throws Exception {
        Gate gate = store.holding("a");
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var sink = pipeline.addTransactionalSink("store", store, AT_ONCE);
                    sink.timeLimit(Duration.ofMillis(20));
                    sink.onFailure(retrying(1_000, NodeErrorDecision.FAIL));
                    pipeline.connect(pipeline.addSource("source", SOURCE), sink);
                })
                .start()) {
            harness.own(0, store.claim(0)).put("k", "a");
            harness.until(() -> store.attempts().size() > 1);
            gate.open();
            harness.untilSettled();
            assertThat(store.rows()).containsExactly("a");
        }
    }

    @Test
    void aPartitionThatWasNotClaimedIsRefused() {
        try (EngineHarness harness = into(store, AT_ONCE).start()) {
            assertThatIllegalStateException()
                    .isThrownBy(() -> harness.own(0))
                    .withMessage("Node \"store\" writes claimed partitions only");
        }
    }
}
