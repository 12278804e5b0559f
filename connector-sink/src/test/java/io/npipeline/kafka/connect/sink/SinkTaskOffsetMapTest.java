package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.P1;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.OffsetMapReading.Unusable;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;

/** Records that were settled above the committed offset do not run again after a crash or a rebalance. */
class SinkTaskOffsetMapTest {

    private final FakeConsumerGroup group = new FakeConsumerGroup();
    private final ScriptedSink sink = new ScriptedSink();

    @Test
    void aCommitNamesWhatIsSettledAboveIt() {
        sink.holding("1", "4");
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 0, 1, 2, 3, 4, 5, 6));

            eventually(() -> {
                assertThat(worker.commit()).containsEntry(P0, 1L);
                assertThat(group.named(P0)).containsExactly(2L, 3L, 5L, 6L);
            });
            sink.letGo("1", "4");
        }
    }

    @Test
    void afterACrashRunsWhatTheLastCommitDidNotName() {
        crashWith("1", "4");

        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 1, 2, 3, 4, 5, 6, 7));

            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 8L));
            assertThat(sink.started()).containsExactlyInAnyOrder("1", "4", "7");
        }
    }

    @Test
    void whatWasSettledAfterTheLastCommitRunsAgain() {
        sink.holding("1", "3");
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 0, 1, 2, 3));
            eventually(() -> {
                worker.commit();
                assertThat(group.named(P0)).containsExactly(2L);
            });
            sink.letGo("3");
            eventually(() -> assertThat(sink.written()).contains("3"));
            sink.letGo("1");
        }
        ScriptedSink second = new ScriptedSink();
        try (SinkWorker worker = SinkWorker.running(group, into(second)).assign(P0)) {
            worker.put(records(P0, 1, 2, 3));

            eventually(() -> assertThat(second.written()).containsExactlyInAnyOrder("1", "3"));
        }
    }

    @Test
    void theNextOwnerOfAPartitionThatMovesKnowsWhatIsSettled() {
        sink.holding("1");
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 0, 1, 2, 3));
            eventually(() -> assertThat(sink.written()).contains("0", "2", "3"));
            worker.revoke(P0);

            ScriptedSink second = new ScriptedSink();
            try (SinkWorker next = SinkWorker.running(group, into(second)).assign(P0)) {
                next.put(records(P0, 1, 2, 3, 4));

                eventually(() -> assertThat(next.commit()).containsEntry(P0, 5L));
                assertThat(second.started()).containsExactlyInAnyOrder("1", "4");
            }
        }
    }

    @Test
    void aMapIsCommittedAgainWhileNothingCame() {
        crashWith("1", "4");
        String before = group.metadata(P0);

        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            assertThat(worker.commit()).containsEntry(P0, 1L);
            assertThat(group.metadata(P0)).isEqualTo(before);
        }
    }

    @Test
    void aMapIsKeptBeyondTheRecordsThatCameAgainSoFar() {
        crashWith("1", "4");
        sink.holding("1", "4");

        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 1, 2));
            assertThat(worker.commit()).containsEntry(P0, 1L);
            assertThat(group.named(P0)).containsExactly(2L, 3L, 5L, 6L);

            sink.letGo("1");
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 3L));
            assertThat(group.named(P0)).containsExactly(3L, 5L, 6L);
        }
    }

    @Test
    void twoCrashesInARowLoseNothingOfTheMap() {
        crashWith("1", "4");
        sink.holding("1");
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 1, 2, 3, 4));
            eventually(() -> {
                worker.commit();
                assertThat(group.named(P0)).containsExactly(2L, 3L, 4L, 5L, 6L);
            });
            sink.letGo("1");
        }

        ScriptedSink third = new ScriptedSink();
        try (SinkWorker worker = SinkWorker.running(group, into(third)).assign(P0)) {
            worker.put(records(P0, 1, 2, 3, 4, 5, 6));

            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 7L));
            assertThat(third.started()).containsExactly("1");
        }
    }

    @Test
    void settledRecordsThatComeAgainMoveTheFrontierAndACommitIsRequestedForThem() {
        crashWith("1");

        try (SinkWorker worker = SinkWorker.running(group, into(sink), "npipeline.commit.interval.ms", "100")
                .assign(P0)) {
            worker.put(records(P0, 2, 3, 4, 5, 6)); // compaction took the one at the committed offset

            worker.idleUntil(
                    () -> assertThat(worker.context().isCommitRequested()).isTrue());
            assertThat(worker.commit()).containsEntry(P0, 7L);
            assertThat(sink.started()).isEmpty();
        }
    }

    @Test
    void aTaskThatFailedLeavesAMapToo() {
        sink.failing("1", new IllegalStateException("disk full")).holding("1");
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 1, 2, 3));
            eventually(() -> assertThat(sink.written()).containsExactlyInAnyOrder("2", "3"));
            sink.letGo("1");
            eventually(() -> assertThatThrownBy(worker::put).isInstanceOf(ConnectException.class));

            assertThat(worker.revoke(P0)).containsEntry(P0, 1L);
            assertThat(group.named(P0)).containsExactly(2L, 3L);
        }
    }

    @Test
    void theMapsOfOpenedPartitionsAreReadOnce() {
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 0, 1));
            worker.commit();
            worker.assign(P1);
            worker.put(records(P1, 0, 1));

            assertThat(group.readings()).containsExactly(List.of(P0), List.of(P1));
        }
    }

    @Test
    void everyPartitionHasAMapOfItsOwn() {
        crashWith("1");
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0, P1)) {
            worker.put(records(P1, 1, 2, 3));

            eventually(() -> assertThat(sink.written()).containsExactlyInAnyOrder("1", "2", "3"));
        }
    }

    @Test
    void aMapThatDoesNotFitLeavesOutItsHighEnd() {
        String[] held = LongStream.range(0, 600)
                .filter(offset -> offset % 3 == 0)
                .mapToObj(Long::toString)
                .toArray(String[]::new);
        sink.holding(held);
        try (SinkWorker worker = SinkWorker.running(
                        group,
                        into(sink),
                        "npipeline.offset.map.max.bytes",
                        "64",
                        "npipeline.max.degree.of.parallelism",
                        "300")
                .assign(P0)) {
            worker.put(records(P0, LongStream.range(0, 600).toArray()));
            eventually(() -> assertThat(sink.written()).hasSize(400));
            worker.commit();

            assertThat(group.metadata(P0)).hasSizeLessThanOrEqualTo(64);
            // The mark of an unrequested commit has two characters; 46 bytes less the head of 3, one bit an offset.
            assertThat(group.named(P0))
                    .isEqualTo(LongStream.range(0, 344)
                            .filter(offset -> offset % 3 != 0)
                            .boxed()
                            .toList());
            sink.letGo(held);
        }
    }

    @Test
    void withoutMapsNothingIsReadOrWritten() throws Exception {
        NPipelineSinkConnectorConfig config = new NPipelineSinkConnectorConfig(RegisteredPipeline.settings(
                into(sink), "npipeline.offset.map.enabled", "false", "npipeline.kafka.bootstrap.servers", "nowhere:1"));
        assertThat(OffsetMaps.source(config).read(List.of(P0)))
                .as("no client is made, which would fail")
                .isEmpty();

        sink.holding("1");
        try (SinkWorker worker = SinkWorker.running(group, into(sink), "npipeline.offset.map.enabled", "false")
                .assign(P0)) {
            worker.put(records(P0, 0, 1, 2));
            eventually(() -> assertThat(sink.written()).contains("0", "2"));
            worker.commit();

            assertThat(OffsetMap.decode(group.metadata(P0), 1)).isEqualTo(Unusable.MISSING);
        }
    }

    /** A worker that had the records 0 to 6 in hand, held some of them, committed and is gone. */
    private void crashWith(String... held) {
        ScriptedSink first = new ScriptedSink().holding(held);
        try (SinkWorker worker = SinkWorker.running(group, into(first)).assign(P0)) {
            worker.put(records(P0, 0, 1, 2, 3, 4, 5, 6));
            eventually(() -> assertThat(first.written()).hasSize(7 - held.length));
            eventually(() -> {
                worker.commit();
                assertThat(group.named(P0)).hasSize(6 - held.length);
            });
            first.letGo(held);
        }
    }
}
