package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.P1;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.record;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Partitions come and go. */
class SinkTaskOwnershipTest {

    private static final TopicPartition NEVER_OWNED = new TopicPartition("elsewhere", 3);

    private final ScriptedSink sink = new ScriptedSink().holding("old", "new");
    private SinkWorker worker;

    @BeforeEach
    void start() {
        worker = SinkWorker.running(into(sink));
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void recordsOfPartitionsThatAreNotOpenAreDropped() {
        worker.assign(P0);
        worker.put(record(P1, 4, "foreign"), record(P0, 0, "own"));

        eventually(() -> assertThat(worker.commit()).containsExactlyEntriesOf(Map.of(P0, 1L)));
        assertThat(sink.started()).containsExactly("own");
    }

    @Test
    void closingSomePartitionsLeavesTheOthersRunning() {
        worker.assign(P0, P1);
        worker.put(record(P0, 3, "old"), record(P1, 5, "new"));
        worker.revoke(P1);
        worker.put(record(P1, 6, "late"), record(P0, 4, "next"));

        eventually(() -> assertThat(sink.written()).containsExactly("next"));
        assertThat(worker.commit()).containsExactlyEntriesOf(Map.of(P0, 3L));

        sink.letGo("old");
        eventually(() -> assertThat(worker.commit()).containsExactlyEntriesOf(Map.of(P0, 5L)));
    }

    @Test
    void theClosingCommitStoresWhatIsSettled() {
        worker.assign(P0);
        worker.put(record(P0, 0, "done"), record(P0, 1, "old"));
        eventually(() -> assertThat(worker.commit()).containsEntry(P0, 1L));

        assertThat(worker.revoke(P0)).containsEntry(P0, 1L);
    }

    @Test
    void thePartitionsThatStayNeedNoCommitOfTheirOwnBeforeAnotherIsClosed() {
        worker.assign(P0, P1);
        worker.put(records(P1, 0, 1));
        eventually(() -> assertThat(sink.written()).hasSize(2));

        eventually(() -> assertThat(worker.commit(Map.of(P1, new OffsetAndMetadata(2))))
                .containsExactlyEntriesOf(Map.of(P1, 2L)));
    }

    @Test
    void partitionsThatWereNeverOwnedAreTolerated() {
        worker.assign(P0);

        assertThat(worker.commit(Map.of(NEVER_OWNED, new OffsetAndMetadata(9), P0, new OffsetAndMetadata(2))))
                .containsExactlyEntriesOf(Map.of(P0, 2L));
        worker.task().close(List.of(NEVER_OWNED));
        assertThat(worker.commit()).containsKey(P0);
    }

    @Test
    void aLateSettlementOfAnEarlierOwnershipDoesNotMoveTheFrontier() {
        worker.assign(P0);
        worker.put(record(P0, 0, "old"));
        eventually(() -> assertThat(sink.started()).contains("old"));
        worker.revoke(P0);

        worker.assign(P0);
        worker.put(record(P0, 0, "new"));
        sink.letGo("old");
        eventually(() -> assertThat(sink.written()).containsExactly("old"));
        assertThat(worker.commit()).containsEntry(P0, 0L);

        sink.letGo("new");
        eventually(() -> assertThat(worker.commit()).containsEntry(P0, 1L));
    }

    @Test
    void whatWaitsBehindACallOfAPartitionThatIsGivenUpNeverStarts() {
        try (SinkWorker alone = SinkWorker.running(into(sink), "npipeline.max.degree.of.parallelism", "1")
                .assign(P0, P1)) {
            alone.put(keyed(0, "old"), keyed(1, "behind"));
            eventually(() -> assertThat(sink.started()).contains("old"));
            alone.revoke(P0);
            sink.letGo("old");

            alone.put(record(P1, 0, "of another"));
            eventually(() -> assertThat(sink.written()).containsExactly("old", "of another"));
            assertThat(sink.started()).doesNotContain("behind");
        }
    }

    private static SinkRecord keyed(long offset, String body) {
        return new SinkRecord(
                P0.topic(), P0.partition(), Schema.STRING_SCHEMA, "k", Schema.STRING_SCHEMA, body, offset);
    }

    @Test
    void openingAPartitionAgainWithoutACloseBeginsANewOwnership() {
        worker.assign(P0);
        worker.put(record(P0, 5, "old"));
        worker.assign(P0);

        worker.consumeSilently(P0, 8);
        assertThat(worker.commit()).containsEntry(P0, 8L);
    }

    @Test
    void anOffsetThatComesTwiceIsOfAnotherLog() {
        worker.assign(P0);
        worker.put(record(P0, 0, "old"));
        eventually(() -> assertThat(sink.started()).contains("old"));

        worker.put(record(P0, 0, "the log's new first"));

        eventually(() -> assertThat(worker.commit()).containsEntry(P0, 1L));
        sink.letGo("old");
    }

    @Test
    void aRecordThatATransformationRenamedCountsForItsOriginalPartition() {
        worker.assign(P0);
        worker.put(renamed(P0, 6));

        eventually(() -> assertThat(worker.commit()).containsExactlyEntriesOf(Map.of(P0, 7L)));
        assertThat(sink.messages())
                .singleElement()
                .extracting(KafkaMessage::origin)
                .isEqualTo(new Origin.Kafka("orders", 0, 6));
    }

    @Test
    void aRenamedRecordIsDroppedAfterItsOriginalPartitionWasClosed() {
        worker.assign(P0, P1);
        worker.revoke(P0);
        worker.put(renamed(P0, 6));
        worker.put(records(P1, 0));

        eventually(() -> assertThat(sink.written()).containsExactly("0"));
    }

    /** What a topic-renaming transformation makes of a record: topic, partition and offset are new, the original kept. */
    private static SinkRecord renamed(TopicPartition original, long offset) {
        return new SinkRecord(
                "renamed",
                9,
                null,
                null,
                Schema.STRING_SCHEMA,
                "renamed",
                99,
                null,
                TimestampType.NO_TIMESTAMP_TYPE,
                List.of(),
                original.topic(),
                original.partition(),
                offset);
    }
}
