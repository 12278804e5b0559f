package io.npipeline.kafka.connect.sink;

import static io.npipeline.kafka.connect.sink.RegisteredPipeline.into;
import static io.npipeline.kafka.connect.sink.SinkWorker.P0;
import static io.npipeline.kafka.connect.sink.SinkWorker.eventually;
import static io.npipeline.kafka.connect.sink.SinkWorker.records;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.message.Rejection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** How far a task commits under each acknowledgment strategy. */
class SinkTaskAcknowledgementTest {

    private static final String STRATEGY = "npipeline.acknowledgment.strategy";

    private final ScriptedSink sink = new ScriptedSink();

    private SinkWorker running(String strategy, String... more) {
        String[] settings = new String[more.length + 4];
        settings[0] = STRATEGY;
        settings[1] = strategy;
        settings[2] = "npipeline.drain.timeout.ms";
        settings[3] = "200";
        System.arraycopy(more, 0, settings, 4, more.length);
        return SinkWorker.running(into(sink), settings).assign(P0);
    }

    private void acknowledge(int index) {
        assertThat(sink.messages().get(index).acknowledge()).isNotNull();
    }

    @Test
    void aManualOffsetHoldsUntilItIsAcknowledged() {
        try (SinkWorker worker = running("manual")) {
            worker.put(records(P0, 0));
            eventually(() -> assertThat(sink.written()).containsExactly("0"));
            worker.put(records(P0, 1));
            eventually(() -> assertThat(sink.written()).containsExactly("0", "1"));
            assertThat(worker.commit()).containsEntry(P0, 0L);

            acknowledge(1);
            assertThat(worker.commit()).containsEntry(P0, 0L);
            acknowledge(0);
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 2L));
        }
    }

    @Test
    void aManualStageIsDoneWithTheNextTurnOfTheTask() {
        try (SinkWorker worker = running("manual")) {
            worker.put(records(P0, 0));
            eventually(() -> assertThat(sink.written()).containsExactly("0"));
            CompletableFuture<Void> acknowledged =
                    sink.messages().get(0).acknowledge().toCompletableFuture();
            worker.idleUntil(() -> assertThat(acknowledged).isCompleted());
        }
    }

    @Test
    void whatIsNotAcknowledgedByTheEndOfTheTaskIsNotCommitted() {
        SinkWorker worker = running("manual");
        worker.put(records(P0, 0));
        eventually(() -> assertThat(sink.written()).containsExactly("0"));
        worker.put(records(P0, 1));
        eventually(() -> assertThat(sink.written()).containsExactly("0", "1"));
        acknowledge(0);
        assertThat(worker.stop()).containsEntry(P0, 1L);
    }

    @Test
    void recordsThatAreNotAcknowledgedCountAsInFlight() {
        try (SinkWorker worker = running("manual", "npipeline.max.in.flight.records", "2")) {
            worker.put(records(P0, 0, 1));
            eventually(() -> assertThat(sink.written()).hasSize(2));
            worker.put();
            assertThat(worker.context().paused()).contains(P0);
            acknowledge(0);
            acknowledge(1);
            worker.idleUntil(() -> assertThat(worker.context().paused()).isEmpty());
        }
    }

    @Test
    void aRejectedRecordIsWrittenAgainAndHoldsItsOffset() {
        try (SinkWorker worker = running("manual")) {
            worker.put(records(P0, 0));
            eventually(() -> assertThat(sink.written()).containsExactly("0"));
            assertThat(sink.messages().get(0).reject(Rejection.retryAfter(Duration.ofMillis(1))))
                    .isNotNull();
            eventually(() -> assertThat(sink.written()).containsExactly("0", "0"));
            assertThat(worker.commit()).containsEntry(P0, 0L);
            acknowledge(1);
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 1L));
        }
    }

    @Test
    void aDelayedOffsetHoldsAndThenGoesOn() {
        try (SinkWorker worker = running("delayed", "npipeline.acknowledgment.delay.ms", "150")) {
            long begin = System.nanoTime();
            worker.put(records(P0, 0));
            eventually(() -> assertThat(worker.commit()).containsEntry(P0, 1L));
            assertThat(System.nanoTime() - begin)
                    .isGreaterThanOrEqualTo(Duration.ofMillis(150).toNanos());
        }
    }

    @Test
    void withoutAcknowledgementTheOffsetDoesNotWait() {
        sink.holding("0");
        try (SinkWorker worker = running("none")) {
            worker.put(records(P0, 0, 1));
            assertThat(worker.commit()).containsEntry(P0, 2L);
            sink.letGo("0");
        }
    }
}
