package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.P1;
import static io.npipeline.kafka.connect.sink.SinkWorker.record;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.BatchLimits;
import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.NodeContext;
import io.npipeline.node.TransactionalSinkNode;
import io.npipeline.pipeline.PipelineDefinition;
import io.npipeline.testing.LoggedWarnings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks whose sink stores positions with its rows. */
@Timeout(60)
class SinkTaskTransactionalTest {

    private final H2Store store = new H2Store();
    private final FakeConsumerGroup group = new FakeConsumerGroup();

    SinkTaskTransactionalTest() throws SQLException {}

    private SinkWorker running(PipelineDefinition pipeline, String... settings) {
        Map<String, String> all = RegisteredPipeline.settings(pipeline, settings);
        all.put("name", "orders");
        SinkWorker worker = SinkWorker.running(group, all);
        worker.context().movable();
        return worker;
    }

    @Test
    void aStoreThatIsAheadOfWhatIsCommittedHasNothingWrittenToItTwice() throws SQLException {
        SinkWorker killed = running(store.pipeline()).assign(P0);
        killed.put(records(P0, 0, 1, 2, 3));
        killed.idleUntil(() -> assertThat(store.positions()).containsExactly("4"));
        killed.close();
        assertThat(group.position(P0)).isZero();

        try (SinkWorker next = running(store.pipeline()).assign(P0)) {
            assertThat(next.position(P0)).isEqualTo(4);
            next.put(records(P0, 4, 5));
            next.idleUntil(() -> assertThat(next.commit()).containsEntry(P0, 6L));
        }
        assertThat(store.written()).containsExactly("0", "1", "2", "3", "4", "5");
    }

    @Test
    void aConsumerThatIsAheadOfTheStoreGoesBack() throws SQLException {
        try (SinkWorker first = running(store.pipeline()).assign(P0)) {
            first.put(records(P0, 0, 1));
            first.idleUntil(() -> assertThat(store.positions()).containsExactly("2"));
        }
        group.alter(P0, 9, "");

        try (SinkWorker next = running(store.pipeline()).assign(P0)) {
            assertThat(next.position(P0)).isEqualTo(2);
            next.put(records(P0, 2, 3));
            next.idleUntil(() -> assertThat(store.written()).containsExactly("0", "1", "2", "3"));
        }
    }

    @Test
    void aPartitionWithoutAPositionBeginsAtWhatIsCommittedWhateverItsMapSays() throws SQLException {
        group.alter(P0, 3, "");

        try (SinkWorker worker = running(store.pipeline()).assign(P0)) {
            assertThat(worker.position(P0)).isEqualTo(3);
            worker.put(records(P0, 3, 4));
            worker.idleUntil(() -> assertThat(worker.commit()).containsEntry(P0, 5L));
        }
        assertThat(store.written()).containsExactly("3", "4");
        assertThat(group.readings()).isEmpty();
    }

    @Test
    void commitsHaveNoMap() throws SQLException {
        try (SinkWorker worker =
                running(store.pipeline(), "npipeline.commit.interval.ms", "100").assign(P0)) {
            worker.put(records(P0, 0, 1));
            worker.idleUntil(
                    () -> assertThat(worker.context().isCommitRequested()).isTrue());
            worker.idleUntil(() -> assertThat(worker.commit()).containsEntry(P0, 2L));
            worker.put(record(P0, 2, "2"));
            worker.idleUntil(
                    () -> assertThat(worker.context().isCommitRequested()).isTrue());
            worker.commit();

            assertThat(group.metadata(P0)).isEmpty();
        }
    }

    @Test
    void theStoreFollowsWhatTheWorkerConsumedWithoutARecord() throws SQLException {
        try (SinkWorker worker = running(store.pipeline()).assign(P0)) {
            worker.put(record(P0, 0, "0"), record(P0, 1, "drop"));
            worker.consumeSilently(P0, 8);
            worker.idleUntil(() -> {
                worker.commit();
                assertThat(store.positions()).containsExactly("8");
            });
        }
        assertThat(store.written()).containsExactly("0");
    }

    @Test
    void whereTheConsumerBeginsIsNoPosition() throws SQLException {
        try (SinkWorker worker = running(store.pipeline(), "npipeline.max.degree.of.parallelism", "1")
                .assign(P0, P1)) {
            worker.consumeSilently(P0, 8);
            worker.commit();
            worker.put(record(P1, 0, "later"));
            worker.idleUntil(() -> assertThat(store.positions()).containsExactly("-1", "1"));
        }
    }

    @Test
    void aTaskWhosePartitionWasClaimedByAnotherDropsItAndGoesOn() throws Exception {
        try (SinkWorker zombie = running(store.pipeline()).assign(P0, P1)) {
            try (SinkWorker owner = running(store.pipeline()).assign(P0)) {
                zombie.put(records(P0, 0, 1, 2));
                zombie.idleUntil(() -> assertThat(zombie.task().preCommit(Map.of(P0, new OffsetAndMetadata(3))))
                        .doesNotContainKey(P0));
                owner.put(records(P0, 0, 1, 2, 3));
                owner.idleUntil(() -> assertThat(store.positions()).containsExactly("4", "-1"));
            }
            zombie.put(records(P0, 3, 4));
            zombie.put(record(P1, 0, "of another partition"));
            zombie.idleUntil(() -> assertThat(store.written()).contains("of another partition"));
            assertThat(store.written()).containsExactly("0", "1", "2", "3", "of another partition");

            zombie.assign(P0);
            assertThat(zombie.position(P0)).isEqualTo(4);
            zombie.put(records(P0, 4));
            zombie.idleUntil(() -> assertThat(store.written()).endsWith("4"));
        }
    }

    @Test
    void aClaimWaitsForTheTransactionOfAnOwnerThatIsInOne() throws Exception {
        CountDownLatch inTransaction = new CountDownLatch(1);
        CountDownLatch claimFailed = new CountDownLatch(1);
        try (LoggedWarnings warnings = new LoggedWarnings(PartitionClaims.class);
                SinkWorker zombie = running(H2Store.into(store.sink((connection, messages) -> {
                            store.writer().write(connection, messages);
                            inTransaction.countDown();
                            claimFailed.await();
                        })))
                        .assign(P0);
                SinkWorker owner = running(store.pipeline())) {
            zombie.put(records(P0, 0, 1, 2));
            inTransaction.await();
            Thread thaw = new Thread(() -> {
                await().until(() -> !warnings.messages().isEmpty());
                claimFailed.countDown();
            });
            thaw.setDaemon(true);
            thaw.start();

            owner.assign(P0);

            assertThat(warnings.messages()).isNotEmpty();
            assertThat(owner.position(P0)).isEqualTo(3);
            owner.put(records(P0, 3));
            owner.idleUntil(() -> assertThat(store.written()).containsExactly("0", "1", "2", "3"));
        }
    }

    @Test
    void aPartitionThatMovesAndComesBackInOrderRepeatsNothing() throws SQLException {
        SinkWorker first = running(store.pipeline(), "npipeline.drain.timeout.ms", "30000");
        SinkWorker second = running(store.pipeline(), "npipeline.drain.timeout.ms", "30000");
        long offset = 0;
        for (int move = 0; move < 5; move++) {
            SinkWorker owner = move % 2 == 0 ? first : second;
            owner.assign(P0);
            assertThat(owner.position(P0)).isEqualTo(offset);
            owner.put(records(P0, offset, offset + 1));
            owner.put(record(P0, offset + 2, "drop"));
            offset += 3;
            assertThat(owner.revoke(P0)).containsEntry(P0, offset);
            assertThat(store.positions()).containsExactly(Long.toString(offset));
        }
        first.close();
        second.close();
        assertThat(store.written()).containsExactly("0", "1", "3", "4", "6", "7", "9", "10", "12", "13");
    }

    @Test
    void aRecordBelowTheStoresPositionFailsTheTask() throws SQLException {
        try (SinkWorker first = running(store.pipeline()).assign(P0)) {
            first.put(records(P0, 0, 1, 2));
            first.idleUntil(() -> assertThat(store.positions()).containsExactly("3"));
        }

        try (SinkWorker next = running(store.pipeline()).assign(P0)) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> next.put(record(P0, 0, "of another log")))
                    .withMessageStartingWith(
                            "The record at offset 0 of orders-0 is below 3, which was to come next: the"
                                    + " topic was truncated or made anew, or the consumer reset.");
        }
        assertThat(store.written()).containsExactly("0", "1", "2");
    }

    @Test
    void aClaimIsTriedAgain() throws SQLException {
        AtomicInteger failures = new AtomicInteger(2);
        TransactionalSinkNode<String> target = store.sink(store.writer());
        TransactionalSinkNode<String> flaky = new FlakyClaims(target, failures);
        try (SinkWorker worker = running(H2Store.into(flaky)).assign(P0)) {
            worker.put(records(P0, 0));
            worker.idleUntil(() -> assertThat(store.written()).containsExactly("0"));
        }
        assertThat(failures).hasNegativeValue();
    }

    @Test
    void aClaimThatCannotBeMadeFailsTheTaskWithTheReason() {
        TransactionalSinkNode<String> flaky =
                new FlakyClaims(store.sink(store.writer()), new AtomicInteger(Integer.MAX_VALUE));
        try (SinkWorker worker = running(H2Store.into(flaky), "npipeline.claim.timeout.ms", "250")) {
            assertThatExceptionOfType(ConnectException.class)
                    .isThrownBy(() -> worker.assign(P0))
                    .withMessageMatching("Node \"store\" could not claim orders-0 within npipeline.claim.timeout.ms"
                            + " \\(250\\), in [1-9] attempt\\(s\\): java.sql.SQLException: the store is down");
        }
    }

    @Test
    void sinksBesideItAreSaidToBeAtLeastOnce() {
        try (LoggedWarnings warnings = new LoggedWarnings(SinkTaskStart.class);
                SinkWorker worker = running((pipeline, context) -> {
                    var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
                    pipeline.connect(orders, pipeline.addSink("mail", message -> {}));
                    pipeline.connect(
                            orders,
                            pipeline.addTransactionalSink(
                                    "store", store.sink(store.writer()), BatchLimits.of(1, Duration.ZERO)));
                })) {
            assertThat(worker.task()).isNotNull();
            assertThat(warnings.messages())
                    .singleElement()
                    .asString()
                    .startsWith("Sinks [mail] are beside the transactional sink \"store\" and at least once");
        }
    }

    /** Whose first claims fail. */
    private record FlakyClaims(TransactionalSinkNode<String> target, AtomicInteger failures)
            implements TransactionalSinkNode<String> {

        @Override
        public void open(NodeContext context) throws Exception {
            target.open(context);
        }

        @Override
        public ClaimedPartition<String> claim(String topic, int partition, Duration limit) throws Exception {
            if (failures.getAndDecrement() > 0) {
                throw new SQLException("the store is down");
            }
            return target.claim(topic, partition, limit);
        }

        @Override
        public void close() throws Exception {
            target.close();
        }
    }
}
