package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.npipeline.engine.OffsetMap;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Where a relay goes on reading, and what it stores of the place where it began. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RelayTaskResumeTest {

    private static final String START_AT = "npipeline.source.start.at";

    private final ScriptedConsumer consumer = new ScriptedConsumer(2);
    private final ScriptedStep step = new ScriptedStep();
    private final SourceWorker worker = SourceWorker.relay(consumer, step).with("npipeline.ordering", "partition");

    private static Map<String, Object> at(long offset) {
        return Map.of("v", 1L, "offset", offset);
    }

    @Test
    void readingGoesOnFromTheStoredOffsetOfEachPartition() {
        consumer.offer(0, "0", "1", "2").offer(1, "a", "b");
        worker.stored(partition(0), at(2)).stored(partition(1), at(1));

        try (worker) {
            assertThat(worker.start().nextValues(2)).containsExactlyInAnyOrder("2", "b");
            assertThat(worker.poll()).isNull();
        }
    }

    @Test
    void anOffsetIsTheSameNumberWhateverTypeItCameBackAs() {
        consumer.offer(0, "0", "1");
        worker.stored(partition(0), Map.of("v", 1, "offset", 1));

        try (worker) {
            assertThat(worker.start().nextValues(1)).containsExactly("1");
        }
    }

    @Test
    void withoutAStoredPositionReadingBeginsWithTheOldestRecord() {
        consumer.skipTo(0, 40).offer(0, "40");
        consumer.updateBeginningOffsets(Map.of(partition(0), 40L));

        try (worker) {
            List<SourceRecord> list = worker.start().nextList();
            assertThat(list).extracting(SourceRecord::value).containsExactly("40");
            assertThat(list).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(41)));
        }
    }

    @Test
    void aPositionWithoutAnOffsetIsNone() {
        consumer.offer(0, "0");
        worker.stored(partition(0), Map.of("v", 1L));

        try (worker) {
            assertThat(worker.start().nextValues(1)).containsExactly("0");
        }
    }

    @Test
    void startingAtTheLatestSkipsWhatIsThere() {
        consumer.offer(0, "old");
        consumer.updateEndOffsets(Map.of(partition(0), 1L));
        worker.with(START_AT, "latest").start();

        try (worker) {
            assertThat(worker.poll()).isNull();
            consumer.offer(0, "new");
            assertThat(worker.nextValues(1)).containsExactly("new");
        }
    }

    @Test
    void whereItStartsSaysNothingOfPartitionsWithAStoredPosition() {
        consumer.offer(0, "0", "1").offer(1, "old");
        consumer.updateEndOffsets(Map.of(partition(0), 2L, partition(1), 1L));
        worker.stored(partition(0), at(1)).with(START_AT, "latest").start();

        try (worker) {
            assertThat(worker.nextValues(1)).containsExactly("1");
        }
    }

    private static PartitionStarts since(long millis) {
        return new PartitionStarts(OptionalLong.of(millis), Set.of());
    }

    @Test
    void startingAtTheLatestMeansWhatWasTheLatestWhenTheConnectorFirstStarted() {
        consumer.offer(0, "old", "new", "newer");
        consumer.updateEndOffsets(Map.of(partition(0), 3L));
        worker.with(START_AT, "latest").with(since(1_001)).start();

        try (worker) {
            List<SourceRecord> list = new ArrayList<>();
            while (list.size() < 2) {
                list.addAll(worker.nextList());
            }
            assertThat(list).extracting(SourceRecord::value).containsExactly("new", "newer");
            assertThat(list).extracting(SourceRecord::sourceOffset).allSatisfy(position -> assertThat(
                            PartitionStarts.since(position))
                    .hasValue(1_001));
        }
    }

    @Test
    void startingAtTheLatestIsStartingAtTheEndWhereNothingCameSince() {
        consumer.offer(0, "old").offer(1, "old");
        consumer.updateEndOffsets(Map.of(partition(0), 1L, partition(1), 1L));
        worker.with(START_AT, "latest").with(since(1_005)).start();

        try (worker) {
            assertThat(worker.poll()).isNull();
            consumer.offer(1, "new");
            assertThat(worker.nextValues(1)).containsExactly("new");
        }
    }

    @Test
    void aPartitionThatAppearedBeginsAtItsBeginningWhereverOthersBegin() {
        consumer.offer(0, "old").offer(1, "of a new partition");
        consumer.updateEndOffsets(Map.of(partition(0), 1L, partition(1), 1L));
        worker.with(START_AT, "latest")
                .with(new PartitionStarts(OptionalLong.of(9_000), Set.of(TopicPartitions.assigned(partition(1)))))
                .start();

        try (worker) {
            assertThat(worker.nextValues(1)).containsExactly("of a new partition");
            assertThat(worker.poll()).isNull();
        }
    }

    @Test
    void aPartitionThatAppearedGoesOnFromItsStoredPositionLikeAnyOther() {
        consumer.offer(1, "0", "1");
        worker.with(new PartitionStarts(OptionalLong.empty(), Set.of(TopicPartitions.assigned(partition(1)))))
                .stored(partition(1), at(1))
                .start();

        try (worker) {
            assertThat(worker.nextValues(1)).containsExactly("1");
        }
    }

    @Test
    void startingAtATimeSkipsWhatIsOlder() {
        consumer.offer(0, "0", "1", "2").offer(1, "0");
        consumer.updateEndOffsets(Map.of(partition(0), 3L, partition(1), 1L));
        worker.with(START_AT, "timestamp")
                .with("npipeline.source.start.timestamp", "1970-01-01T00:00:01.001Z")
                .start();

        try (worker) {
            assertThat(worker.nextValues(2)).containsExactly("1", "2");
            consumer.offer(1, "1");
            assertThat(worker.nextValues(1)).containsExactly("1");
        }
    }

    @Test
    void brokersThatDoNotTellWhereATimeIsAreAskedAgain() {
        consumer.offer(0, "0", "1");
        consumer.updateEndOffsets(Map.of(partition(0), 2L));
        consumer.failingToLookUp(new TimeoutException("no answer"));
        worker.with(START_AT, "timestamp")
                .with("npipeline.source.start.timestamp", "1970-01-01T00:00:01.001Z")
                .start();

        try (worker) {
            assertThat(worker.nextValues(1)).containsExactly("1");
        }
    }

    @Test
    void aTimeThatCannotBeLookedUpFailsTheTask() {
        consumer.failingToLookUp(new AuthorizationException("not yours"));
        worker.with(START_AT, "timestamp")
                .with("npipeline.source.start.timestamp", "1970-01-01T00:00:01.001Z")
                .start();

        try (worker) {
            await().untilAsserted(() -> assertThatThrownBy(worker::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("not yours"));
        }
    }

    @Test
    void aLostPositionMayFailTheTaskWithWhatTheLogHas() {
        consumer.skipTo(0, 8).offer(0, "8", "9");
        consumer.updateBeginningOffsets(Map.of(partition(0), 8L));
        consumer.updateEndOffsets(Map.of(partition(0), 10L));
        worker.stored(partition(0), at(3))
                .with("npipeline.source.position.lost", "fail")
                .start();

        try (worker) {
            await().untilAsserted(() -> assertThatThrownBy(worker::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining(
                            "Topic \"orders\", partition 0, does not have position 3: its log has 8 to 10, the end not "
                                    + "included. npipeline.source.position.lost is fail"));
        }
    }

    @Test
    void aPositionThatTheLogLostFailsTheTaskTooWhereItIsToFail() {
        consumer.updateEndOffsets(Map.of(partition(0), 2L));
        worker.stored(partition(0), at(4))
                .with("npipeline.source.position.lost", "fail")
                .start();

        try (worker) {
            consumer.failing(new LogTruncationException(
                    Map.of(partition(0), 4L), Map.of(partition(0), new OffsetAndMetadata(2))));
            await().untilAsserted(() -> assertThatThrownBy(worker::poll)
                    .hasMessageContaining("partition 0, does not have position 4: its log has 0 to 2"));
        }
    }

    @Test
    void recordsOfTheFirstListCarryTheOffsetOfTheFirstRecordAndNotTheBeginning() {
        step.holding("5", "6");
        consumer.skipTo(0, 5).offer(0, "5", "6");
        consumer.updateEndOffsets(Map.of(partition(0), 5L));
        worker.with(START_AT, "latest").with("npipeline.ordering", "key").start();

        try (worker) {
            worker.pollUntil(() -> assertThat(step.seen()).contains("5", "6"));
            step.letGo("5");
            step.letGo("6");
            await().until(() -> step.areSettled("5", "6"));
            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(5), at(7)));
        }
    }

    @Test
    void aPositionWhoseRecordsWereDeletedGoesOnFromTheOldestRecord() {
        consumer.skipTo(0, 8).offer(0, "8", "9");
        consumer.updateBeginningOffsets(Map.of(partition(0), 8L));
        worker.stored(partition(0), at(3)).start();

        try (worker) {
            assertThat(worker.nextValues(2)).containsExactly("8", "9");
        }
    }

    @Test
    void aPositionThatTheLogLostGoesOnWhereTheLogDiverged() {
        consumer.offer(0, "0", "1", "2", "3");
        worker.start();

        try (worker) {
            assertThat(worker.nextValues(4)).containsExactly("0", "1", "2", "3");
            consumer.failing(new LogTruncationException(
                    Map.of(partition(0), 4L), Map.of(partition(0), new OffsetAndMetadata(2))));
            consumer.skipTo(0, 1).offer(0, "1", "other 2");
            assertThat(worker.nextValues(1)).containsExactly("other 2");
        }
    }

    @Test
    void theFirstListOfALogThatWasCutOffCarriesWhereReadingWentOn() {
        step.holding("other 2", "other 3");
        consumer.offer(0, "0", "1", "2", "3");
        worker.with("npipeline.ordering", "key").start();

        try (worker) {
            assertThat(worker.nextValues(4)).containsExactlyInAnyOrder("0", "1", "2", "3");
            consumer.failing(new LogTruncationException(
                    Map.of(partition(0), 4L), Map.of(partition(0), new OffsetAndMetadata(2))));
            consumer.skipTo(0, 2).offer(0, "other 2", "other 3");
            worker.pollUntil(() -> assertThat(step.seen()).contains("other 2", "other 3"));
            step.letGo("other 2");
            step.letGo("other 3");
            await().until(() -> step.areSettled("other 2", "other 3"));

            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(2), at(4)));
        }
    }

    @Test
    void aPositionThatTheLogLostWithoutATraceGoesOnFromTheOldestRecord() {
        worker.stored(partition(0), at(4)).start();

        try (worker) {
            consumer.failing(new LogTruncationException(Map.of(partition(0), 4L), Map.of()));
            consumer.offer(0, "0");
            assertThat(worker.nextValues(1)).containsExactly("0");
        }
    }

    @Test
    void aPositionThatNoOffsetIsReadFromIsRefused() {
        worker.stored(partition(0), Map.of("v", 1L, "line", 3));

        assertThatThrownBy(worker::start)
                .isInstanceOf(ConnectException.class)
                .hasMessageStartingWith("The position {")
                .hasMessageEndingWith(" cannot be read: \"offset\" must be a whole number from 0");
    }

    @Test
    void aPartitionComesBackFromAnAssignmentAsItWas() {
        AssignedPartitions assigned = new AssignedPartitions(List.of(TopicPartitions.assigned(partition(12))));
        assertThat(assigned.partitions()).extracting(TopicPartitions::of).containsExactly(partition(12));
    }

    @Test
    void aPositionComesBackFromItsStampAsItWas() {
        assertThat(TopicPartitions.position(TopicPartitions.stamp(RelayPosition.of(17))))
                .isNotNull()
                .extracting(RelayPosition::offset)
                .isEqualTo(17L);
        assertThat(TopicPartitions.position(TopicPartitions.stamp(null))).isNull();
        assertThat(TopicPartitions.position(null)).isNull();

        OffsetMap done = OffsetMap.allBut(new long[] {3, 6}, 9, OffsetMap.empty(0));
        RelayPosition outOfOrder =
                Objects.requireNonNull(TopicPartitions.position(TopicPartitions.stamp(new RelayPosition(3, done))));
        assertThat(LongStream.range(0, 12).filter(outOfOrder.done()::isSettled)).containsExactly(4L, 5L, 7L, 8L);
    }

    @Test
    void whatPositionsAreStoredUnderHasOneOrderOfNames() {
        assertThat(TopicPartitions.stored(partition(3)).toString()).isEqualTo("{partition=3, topic=orders}");
    }
}
