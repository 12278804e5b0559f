package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.P1;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.record;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.OffsetMapReading.Usable;
import io.npipeline.node.KafkaSourceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which offsets a task lets the worker commit. */
class SinkTaskCommitTest {

    private final ScriptedSink sink = new ScriptedSink();

    @Test
    void settledRecordsAreCommitted() {
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(records(P0, 0, 1, 2));

            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 3L));
            assertThat(sink.written()).containsExactlyInAnyOrder("0", "1", "2");
        }
    }

    @Test
    void aRecordInFlightHoldsBackWhatWasSettledBehindIt() {
        sink.holding("1");
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(records(P0, 0, 1, 2, 3));

            eventually(() -> assertThat(sink.written()).contains("0", "2", "3"));
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 1L));

            sink.letGo("1");
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 4L));
        }
    }

    @Test
    void gapsInTheLogDoNotStallTheCommit() {
        sink.holding("5");
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(records(P0, 0, 5, 9));

            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 5L));

            sink.letGo("5");
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 10L));
        }
    }

    @Test
    void aTailThatNeverReachedTheTaskIsCommittedOnceNothingIsInFlight() {
        sink.holding("0");
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(records(P0, 0));
            worker.consumeSilently(P0, 50);
            assertThat(worker.commit()).containsEntry(P0, 0L);

            sink.letGo("0");
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 50L));
        }
    }

    @Test
    void recordsThatThePipelineFiltersAreCommitted() {
        try (SinkWorker worker = SinkWorker.running((pipeline, context) -> {
                    var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
                    var none = pipeline.<String>addFilter("none", body -> false);
                    pipeline.connect(orders, none);
                    pipeline.connect(none, pipeline.addSink("store", sink));
                })
                .assign(P0)) {
            worker.put(records(P0, 0, 1));

            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 2L));
            assertThat(sink.started()).isEmpty();
        }
    }

    @Test
    void everyOpenPartitionIsReturnedWithAFrontierOfItsOwn() {
        sink.holding("held");
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0, P1)) {
            worker.consumeSilently(P0, 70);
            worker.put(record(P1, 7, "held"), record(P1, 8, "done"));

            assertThat(worker.commit()).containsExactlyInAnyOrderEntriesOf(Map.of(P0, 70L, P1, 7L));
        }
    }

    @Test
    void nothingAboveWhatTheWorkerConsumedIsReturned() {
        sink.holding("3");
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(records(P0, 0, 1, 2, 3));
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 3L));

            assertThat(worker.commit(Map.of(P0, new OffsetAndMetadata(2)))).containsEntry(P0, 2L);
        }
    }

    @Test
    void aConsumerThatWasSetBackCommitsNothingPastWhatIsInFlightAgain() {
        sink.holding("again");
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0)) {
            worker.put(records(P0, 0, 1, 2));
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 3L));

            worker.put(record(P0, 0, "again"), record(P0, 1, "behind"));
            assertThat(worker.commit()).containsEntry(P0, 0L);

            sink.letGo("again");
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 2L));
        }
    }

    @Test
    void anOpenPartitionThatTheWorkerDoesNotAskForKeepsItsLastOffset() {
        try (SinkWorker worker = SinkWorker.running(into(sink)).assign(P0, P1)) {
            worker.put(records(P0, 0, 1));
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 2L));

            assertThat(worker.commit(Map.of(P1, new OffsetAndMetadata(4))))
                    .containsExactlyInAnyOrderEntriesOf(Map.of(P0, 2L, P1, 4L));
        }
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void aCommitThatWasNotRequestedWaitsForWhatIsInFlight() {
        sink.holding("0");
        try (SinkWorker worker = SinkWorker.running(into(sink), "npipeline.drain.timeout.ms", "600000")
                .assign(P0)) {
            worker.put(records(P0, 0));
            sink.letGoOnceWaiting(Thread.currentThread(), "0");

            assertThat(worker.commit()).containsEntry(P0, 1L);
        }
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void aCommitThatWasNotRequestedWaitsNoLongerThanTheDrainTimeout() {
        sink.holding("0");
        try (SinkWorker worker = SinkWorker.running(into(sink), "npipeline.drain.timeout.ms", "20")
                .assign(P0)) {
            worker.put(records(P0, 0));

            assertThat(worker.commit()).containsEntry(P0, 0L);
        }
    }

    @Test
    @Timeout(value = 30, threadMode = ThreadMode.SEPARATE_THREAD)
    void aRequestedCommitDoesNotWait() {
        sink.holding("1");
        SinkWorker worker = SinkWorker.running(
                        into(sink), "npipeline.drain.timeout.ms", "600000", "npipeline.commit.interval.ms", "100")
                .assign(P0);
        worker.put(records(P0, 0, 1));

        worker.idleUntil(() -> {
            assertThat(worker.context().isCommitRequested()).isTrue();
            assertThat(worker.commit()).containsEntry(P0, 1L);
        });

        sink.letGo("1");
        worker.close();
    }

    /** The worker skips a commit that stores nothing new, and with some consumers fails the task that is to close then. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCommitThatWasNotRequestedIsNoneThatWasBefore(boolean maps) {
        Map<TopicPartition, OffsetAndMetadata> consumed = Map.of(P0, new OffsetAndMetadata(5));
        try (SinkWorker worker = SinkWorker.running(into(sink), "npipeline.offset.map.enabled", Boolean.toString(maps))
                .assign(P0)) {
            List<OffsetAndMetadata> commits = new ArrayList<>(consumed.values());
            for (int commit = 0; commit < 3; commit++) {
                commits.addAll(worker.task().preCommit(consumed).values());
            }

            assertThat(commits).hasSize(4).doesNotHaveDuplicates().allMatch(commit -> commit.offset() == 5);
            assertThat(commits.subList(1, 4))
                    .allMatch(commit -> OffsetMap.decode(commit.metadata(), 5) instanceof Usable == maps);
        }
    }

    @Test
    void aRequestedCommitMayBeTheOneBefore() {
        sink.holding("0");
        Map<TopicPartition, OffsetAndMetadata> consumed = Map.of(P0, new OffsetAndMetadata(1));
        List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();
        SinkWorker worker = SinkWorker.running(into(sink), "npipeline.commit.interval.ms", "100")
                .assign(P0);
        worker.put(records(P0, 0));

        worker.idleUntil(() -> {
            assertThat(worker.context().isCommitRequested()).isTrue();
            worker.context().clearCommitRequest();
            commits.add(worker.task().preCommit(consumed));
            assertThat(commits).hasSize(2);
        });

        assertThat(commits.get(1)).isEqualTo(commits.get(0));
        sink.letGo("0");
        worker.close();
    }

    @Test
    void aCommitBeforeTheTaskStartedReturnsNothing() {
        assertThat(new NPipelineSinkTask().preCommit(Map.of(P0, new OffsetAndMetadata(5))))
                .isEmpty();
    }
}
