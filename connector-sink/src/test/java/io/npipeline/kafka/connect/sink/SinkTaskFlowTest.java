package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.P1;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.record;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** How a task holds the flow of records in bounds without ever blocking the worker. */
class SinkTaskFlowTest {

    private static final String MAX_RECORDS = "npipeline.max.in.flight.records";
    private static final String MAX_BYTES = "npipeline.max.in.flight.bytes";
    private static final String COMMIT_INTERVAL = "npipeline.commit.interval.ms";

    private final ScriptedSink sink = new ScriptedSink();

    @Test
    void allPartitionsPauseAtTheRecordLimitAndResumeAtHalfOfIt() {
        sink.holding("0", "1", "2", "3");
        try (SinkWorker worker =
                SinkWorker.running(into(sink), MAX_RECORDS, "4").assign(P0, P1)) {
            worker.put(records(P0, 0, 1, 2));
            assertThat(worker.context().paused()).isEmpty();

            worker.put(records(P0, 3));
            assertThat(worker.context().paused()).containsExactlyInAnyOrder(P0, P1);

            sink.letGo("0");
            worker.idleUntil(() -> assertThat(sink.written()).containsExactly("0"));
            assertThat(worker.context().paused()).containsExactlyInAnyOrder(P0, P1);

            sink.letGo("1");
            worker.idleUntil(() -> assertThat(worker.context().paused()).isEmpty());
            assertThat(sink.written()).hasSize(2);
        }
    }

    @Test
    void allPartitionsPauseAtTheByteLimitAndResumeAtHalfOfIt() {
        sink.holding("x".repeat(60), "y".repeat(40));
        try (SinkWorker worker =
                SinkWorker.running(into(sink), MAX_BYTES, "100").assign(P0)) {
            worker.put(record(P0, 0, "x".repeat(60)));
            assertThat(worker.context().paused()).isEmpty();

            worker.put(record(P0, 1, "y".repeat(40)));
            assertThat(worker.context().paused()).containsExactly(P0);

            sink.letGo("x".repeat(60));
            worker.idleUntil(() -> assertThat(worker.context().paused()).isEmpty());
        }
    }

    @Test
    void settledRecordsBehindAStuckOneAreBoundedToo() {
        CountDownLatch stuck = new CountDownLatch(1);
        SinkNode<String> node = message -> {
            if ("0".equals(message.body())) {
                stuck.await();
            }
        };
        try (SinkWorker worker = SinkWorker.running(into(node), MAX_RECORDS, "2000000", MAX_BYTES, "1000000000")
                .assign(P0)) {
            long offset = 0;
            while (worker.context().paused().isEmpty() && offset < 2_000_000) {
                worker.put(records(P0, LongStream.range(offset, offset + 1_000).toArray()));
                offset += 1_000;
            }
            assertThat(offset).isEqualTo(1_000_000);

            stuck.countDown();
            worker.idleUntil(() -> assertThat(worker.context().paused()).isEmpty());
        }
    }

    @Test
    void pausingPassesOnlyOpenPartitions() {
        sink.holding("0", "1");
        try (SinkWorker worker =
                SinkWorker.running(into(sink), MAX_RECORDS, "1").assign(P0, P1)) {
            worker.put(records(P0, 0));
            worker.revoke(P0);
            worker.context().takeCalls();

            sink.letGo("0");
            worker.idleUntil(() -> assertThat(worker.context().paused()).isEmpty());
            worker.put(records(P1, 1));

            assertThat(worker.context().takeCalls()).containsExactly("resume [orders-1]", "pause [orders-1]");
        }
    }

    @Test
    void aPartitionThatComesWhileTheTaskIsPausedIsPaused() {
        sink.holding("0");
        try (SinkWorker worker =
                SinkWorker.running(into(sink), MAX_RECORDS, "1").assign(P0)) {
            worker.put(records(P0, 0));
            worker.assign(P1);

            assertThat(worker.context().paused()).containsExactlyInAnyOrder(P0, P1);
        }
    }

    @Test
    void aPartitionThatComesOtherwiseIsResumedExplicitly() {
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            assertThat(worker.context().takeCalls()).containsExactly("resume [orders-0]");
        }
    }

    @Test
    void thePauseOfATaskThatLostAllItsPartitionsIsLiftedFromTheNextOnes() {
        sink.holding("0");
        try (SinkWorker worker =
                SinkWorker.running(into(sink), MAX_RECORDS, "1").assign(P0)) {
            worker.put(records(P0, 0));
            worker.revoke(P0);
            worker.assign(P1);
            assertThat(worker.context().paused()).containsExactly(P1);

            sink.letGo("0");
            worker.idleUntil(() -> assertThat(worker.context().paused()).isEmpty());
        }
    }

    @Test
    void theNextPollIsBoundedWhileRecordsAreInFlight() {
        sink.holding("0");
        try (SinkWorker worker =
                SinkWorker.running(into(sink), COMMIT_INTERVAL, "600000").assign(P0)) {
            worker.put();
            assertThat(worker.context().takeTimeout()).isEmpty();

            worker.put(records(P0, 0));
            assertThat(worker.context().takeTimeout()).hasValue(50);

            worker.put();
            assertThat(worker.context().takeTimeout()).hasValue(50);
        }
    }

    @Test
    void aPausedTaskLooksAgainSoonWhileItMakesProgress() {
        sink.holding("0", "1", "2", "3");
        try (SinkWorker worker =
                SinkWorker.running(into(sink), MAX_RECORDS, "4").assign(P0)) {
            worker.put(records(P0, 0, 1, 2, 3));
            assertThat(worker.context().takeTimeout()).hasValue(2);

            worker.put();
            assertThat(worker.context().takeTimeout()).hasValue(50);

            sink.letGo("0");
            worker.idleUntil(() -> assertThat(worker.context().takeTimeout()).hasValue(2));
        }
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void putReturnsWhileTheSinkIsStuck() {
        sink.holding("0");
        try (SinkWorker worker = SinkWorker.running(
                        into(sink), "npipeline.max.degree.of.parallelism", "1", MAX_RECORDS, "10")
                .assign(P0)) {
            for (int list = 0; list < 100; list++) {
                worker.put(records(
                        P0, LongStream.range(list * 500L, list * 500L + 500).toArray()));
            }
            assertThat(sink.written()).isEmpty();
        }
    }

    @Test
    void aBatchThatNeedsMoreRecordsThanMayBeInFlightIsWrittenNevertheless() {
        List<String> written = new CopyOnWriteArrayList<>();
        BatchSinkNode<String> batches = batch -> batch.forEach(message -> written.add(String.valueOf(message.body())));
        try (SinkWorker worker = SinkWorker.running(
                        (pipeline, context) -> pipeline.connect(
                                pipeline.addSource("orders", KafkaSourceNode.of(String.class)),
                                pipeline.addBatchSink("store", batches, BatchLimits.of(20, Duration.ofDays(1)))),
                        MAX_RECORDS,
                        "10")
                .assign(P0)) {
            worker.put(records(P0, LongStream.range(0, 10).toArray()));
            worker.idleUntil(() -> assertThat(worker.context().paused()).isEmpty());
            worker.put(records(P0, LongStream.range(10, 20).toArray()));
            worker.idleUntil(() -> assertThat(written).hasSize(20));
            assertThat(written)
                    .containsExactlyInAnyOrderElementsOf(
                            LongStream.range(0, 20).mapToObj(Long::toString).toList());
        }
    }

    @Test
    void aCommitIsRequestedOnceRecordsWereSettledAndTheIntervalPassed() {
        try (SinkWorker worker =
                SinkWorker.running(into(sink), COMMIT_INTERVAL, "100").assign(P0)) {
            worker.put(records(P0, 0));

            worker.idleUntil(
                    () -> assertThat(worker.context().isCommitRequested()).isTrue());
        }
    }

    @Test
    void noCommitIsRequestedBeforeTheIntervalPassed() {
        try (SinkWorker worker =
                SinkWorker.running(into(sink), COMMIT_INTERVAL, "600000").assign(P0)) {
            worker.put(records(P0, 0));
            worker.idleUntil(() -> assertThat(worker.commit()).containsEntry(P0, 1L));
            worker.put();

            assertThat(worker.context().isCommitRequested()).isFalse();
        }
    }

    @Test
    void commitsAreRequestedWhileRecordsAreInFlightSoThatTheWorkersOwnDoesNotPassForAClosingOne() {
        sink.holding("0");
        try (SinkWorker worker =
                SinkWorker.running(into(sink), COMMIT_INTERVAL, "100").assign(P0)) {
            worker.put(records(P0, 0));

            worker.idleUntil(
                    () -> assertThat(worker.context().isCommitRequested()).isTrue());
        }
    }

    @Test
    void theWorkerIsCalledBackForTheCommitOfTheLastRecordsOfATopicThatFallsSilent() {
        try (SinkWorker worker =
                SinkWorker.running(into(sink), COMMIT_INTERVAL, "60000").assign(P0)) {
            worker.put(records(P0, 0));
            worker.idleUntil(() -> assertThat(worker.commit()).containsEntry(P0, 1L));

            worker.context().takeTimeout();
            worker.put();

            OptionalLong timeout = worker.context().takeTimeout();
            assertThat(timeout).isPresent();
            assertThat(timeout.getAsLong()).isBetween(51L, 60_000L);
        }
    }

    @Test
    void anIdleTaskWhoseCommitWasRequestedAsksForNothing() {
        try (SinkWorker worker =
                SinkWorker.running(into(sink), COMMIT_INTERVAL, "100").assign(P0)) {
            worker.put(records(P0, 0));
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 1L));
            worker.idleUntil(() -> assertThat(worker.context().takeTimeout()).isEmpty());

            worker.context().clearCommitRequest();
            worker.put();

            assertThat(worker.context().isCommitRequested()).isFalse();
            assertThat(worker.context().takeTimeout()).isEmpty();
        }
    }
}
