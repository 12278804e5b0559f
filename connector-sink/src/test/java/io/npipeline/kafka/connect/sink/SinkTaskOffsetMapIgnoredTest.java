package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.record;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.testing.LoggedWarnings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A map that does not belong to what comes is ignored with one warning, and every record runs. */
class SinkTaskOffsetMapIgnoredTest {

    private final FakeConsumerGroup group = new FakeConsumerGroup();
    private final ScriptedSink sink = new ScriptedSink();
    private final LoggedWarnings warnings = new LoggedWarnings(OffsetMaps.class, OwnedPartition.class);

    /** An earlier owner committed offset 5 and named 6, 7 and 9. */
    @BeforeEach
    void commitMap() {
        ScriptedSink first = new ScriptedSink().holding("5", "8");
        try (SinkWorker worker = SinkWorker.running(group, into(first)).assign(P0)) {
            worker.put(records(P0, 4, 5, 6, 7, 8, 9));
            eventually(() -> {
                worker.commit();
                assertThat(group.named(P0)).containsExactly(6L, 7L, 9L);
            });
            first.letGo("5", "8");
        }
        assertThat(warnings.messages()).isEmpty();
    }

    @AfterEach
    void close() {
        warnings.close();
    }

    @Test
    void theMapIsUsableToBeginWith() {
        put(5, 6, 7, 8, 9);

        assertThat(sink.started()).containsExactlyInAnyOrder("5", "8");
        assertThat(warnings.messages()).isEmpty();
    }

    @Test
    void offsetsThatWereAlteredHaveNoMap() {
        group.alter(P0, 6, "");

        putAllAgain();
        assertThat(warnings.messages())
                .containsExactly(
                        "The offset map of orders-0 at the committed offset 6 is ignored: it has none; records "
                                + "that were settled above that offset run again");
    }

    @Test
    void offsetsThatWereResetHaveNoMapAndThatIsNoNews() {
        group.forget(P0);

        putAllAgain();
        assertThat(warnings.messages()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "lag tool, it cannot be read",
        "AgAA, a version of this connector made it that is not known here",
        "AQAA, it belongs to another offset"
    })
    void metadataThatIsNoMapOfTheOffsetIsIgnored(String metadata, String reason) {
        group.alter(P0, 5, metadata);

        putAllAgain();
        assertThat(warnings.messages()).singleElement().asString().contains("orders-0", reason);
    }

    @Test
    void aMapThatNamesOffsetsAboveTheEndOfTheLogIsOfAnotherLog() {
        group.endOfLog(9);

        putAllAgain();
        assertThat(warnings.messages()).singleElement().asString().contains("above the end of the log, 9");
    }

    @Test
    void aMapAboveTheFirstRecordIsIgnored() {
        put(0, 1, 5, 6, 7, 8, 9);

        assertThat(sink.started()).containsExactlyInAnyOrder("0", "1", "5", "6", "7", "8", "9");
        assertThat(warnings.messages())
                .containsExactly("The offset map of orders-0 at the committed offset 5 is ignored: the consumer stands "
                        + "below it, at 0");
    }

    @Test
    void aMapAboveWhereTheConsumerStandsIsNotCommittedAgain() {
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.consumeSilently(P0, 2);
            assertThat(worker.commit()).containsEntry(P0, 2L);
            assertThat(group.named(P0)).isEmpty();

            worker.put(records(P0, 5, 6));
            eventually(() -> assertThat(sink.written()).containsExactlyInAnyOrder("5", "6"));
            assertThat(warnings.messages()).hasSize(1);
        }
    }

    @Test
    void whatIsSettledOfALogThatTheConsumerLeftIsNotNamed() {
        sink.holding("5");
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 5, 8));
            eventually(() -> assertThat(sink.written()).contains("8"));
            worker.consumeSilently(P0, 2);

            assertThat(worker.commit()).containsEntry(P0, 2L);

            assertThat(group.named(P0)).isEmpty();
            sink.letGo("5");
        }
    }

    @Test
    void aLogThatBeginsAnewForgetsTheMap() {
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, 5, 6));
            worker.put(record(P0, 5, "new 5"), record(P0, 6, "new 6"), record(P0, 7, "new 7"));

            eventually(() -> assertThat(sink.written()).contains("new 5", "new 6", "new 7"));
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 8L));
            assertThat(group.named(P0)).isEmpty();
        }
    }

    @Test
    void aMapThatIsSlowToComeDoesNotHoldTheTaskUp() {
        group.failing(new TimeoutException("no broker answers"));

        putAllAgain();
        assertThat(warnings.messages())
                .containsExactly("The offset maps of [orders-0] could not be read; records that were settled above the "
                        + "committed offsets run again");
    }

    @Test
    void aReadingThatIsRefusedDoesNotFailTheTask() {
        group.failing(new ExecutionException(new GroupAuthorizationException("connect-orders")));

        putAllAgain();
        assertThat(warnings.messages()).hasSize(1);
    }

    @Test
    void aClientThatCannotBeMadeDoesNotFailTheTask() {
        group.failing(new IllegalStateException("no such login module"));

        putAllAgain();
        assertThat(warnings.messages()).hasSize(1);
    }

    @Test
    void anInterruptIsLeftForTheWorkerToSee() {
        group.failing(new InterruptedException());
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            assertThat(Thread.interrupted()).isTrue();
            worker.put(records(P0, 5, 6));

            eventually(() -> assertThat(sink.written()).containsExactlyInAnyOrder("5", "6"));
        }
    }

    @Test
    void withoutBootstrapServersTheMapIsWrittenAndNotReadAndThatIsSaidOnce() {
        Map<String, String> settings = RegisteredPipeline.settings(into(sink.holding("5")));
        NPipelineSinkConnectorConfig config = new NPipelineSinkConnectorConfig(settings);
        CommittedOffsets source = OffsetMaps.source(config);

        OffsetMaps maps = new OffsetMaps(source);

        assertThat(maps.load(List.of(P0))).isEmpty();
        assertThat(maps.load(List.of(P0))).isEmpty();
        assertThat(warnings.messages())
                .containsExactly(
                        "Offset maps are written and not read, because npipeline.kafka.bootstrap.servers is not "
                                + "set: records that were settled above the committed offset run again after a restart or a "
                                + "rebalance");
        assertThat(config.offsetMaps().enabled()).isTrue();
    }

    private void putAllAgain() {
        put(5, 6, 7, 8, 9);
        assertThat(sink.started()).containsExactlyInAnyOrder("5", "6", "7", "8", "9");
    }

    /** A second owner gets records, and settles and commits them all. */
    private void put(long... offsets) {
        try (SinkWorker worker = SinkWorker.running(group, into(sink)).assign(P0)) {
            worker.put(records(P0, offsets));
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, offsets[offsets.length - 1] + 1));
        }
    }
}
