package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.Position;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** A source that fails is read on by another reader, as often as the connector's retries allow. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SourceTaskRetryTest {

    private final ScriptedSource source = new ScriptedSource("a", "b");
    private final ScriptedStep step = new ScriptedStep();

    private SourceWorker worker(int retries) {
        return settings(retries).start();
    }

    private SourceWorker settings(int retries) {
        return SourceWorker.of(source, step)
                .with("npipeline.retry.max", Integer.toString(retries))
                .with("npipeline.retry.delay.base.ms", "1");
    }

    @Test
    void aNewReaderGoesOnBehindWhatWasHandedOver() {
        source.offer("a", "1", "2").failReading("a", new IOException("gone for a moment"));
        source.offer("a", "3");
        try (SourceWorker worker = worker(3)) {
            assertThat(worker.nextValues(3)).containsExactly("1", "2", "3");
        }
        assertThat(source.startedFrom("a")).contains(Position.of("line", 2));
        assertThat(source.lifecycle().stream().filter(event -> event.endsWith(" a")))
                .containsExactly("read a", "close a", "read a", "close a");
    }

    @Test
    void aReaderThatFailsBeforeItReadAnythingBeginsAgainWhereItBegan() {
        source.failReading("a", new IOException("not yet there")).offer("a", "1");
        try (SourceWorker worker = worker(1)) {
            assertThat(worker.nextValues(1)).containsExactly("1");
        }
        assertThat(source.startedFrom("a")).isEmpty();
    }

    @Test
    void theTaskFailsNamingThePartitionWhenTheRetriesEnd() {
        for (int i = 0; i < 3; i++) {
            source.failReading("a", new IOException("disk gone"));
        }
        try (SourceWorker worker = worker(2)) {
            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Reading source partition {file=a} failed: java.io.IOException: disk gone");
        }
        assertThat(source.lifecycle().stream().filter("read a"::equals)).hasSize(3);
    }

    @Test
    void aReadThatReturnsEndsASeriesOfFailures() {
        for (int line = 0; line < 5; line++) {
            source.failReading("a", new IOException("flaky")).offer("a", Integer.toString(line));
        }
        try (SourceWorker worker = worker(1)) {
            assertThat(worker.nextValues(5)).containsExactly("0", "1", "2", "3", "4");
        }
    }

    @Test
    void interruptsAreNotTriedAgain() {
        source.failReading("a", new IOException("wrapped", new InterruptedException("from elsewhere")));
        try (SourceWorker worker = worker(5)) {
            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasRootCauseInstanceOf(InterruptedException.class);
        }
        assertThat(source.lifecycle().stream().filter("read a"::equals)).hasSize(1);
    }

    @Test
    void errorsOfTheJvmAreNotTriedAgain() {
        source.reading("a", () -> {
            throw new NoClassDefFoundError("com/example/Driver");
        });
        try (SourceWorker worker = worker(5)) {
            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasRootCauseInstanceOf(NoClassDefFoundError.class);
        }
        assertThat(source.lifecycle().stream().filter("read a"::equals)).hasSize(1);
    }

    @Test
    void aStopEndsTheWaitForARetry() {
        source.failReading("a", new IOException("down"));
        SourceWorker worker = SourceWorker.of(source, step)
                .with("npipeline.retry.max", "5")
                .with("npipeline.retry.delay.base.ms", "600000")
                .with("npipeline.retry.delay.max.ms", "600000")
                .with("npipeline.drain.timeout.ms", "600000")
                .start();
        await().until(() -> source.lifecycle().contains("close a"));

        worker.close();

        assertThat(source.lifecycle()).endsWith("close source");
    }

    @Test
    void aPositionThatAReaderFailsOnIsToldToTheNextOne() {
        source.offer("a", "1").failCommit("a", new IOException("queue gone"));
        try (SourceWorker worker =
                settings(1).withTransactions(new FakeTransactionContext()).start()) {
            worker.nextList().forEach(worker::produced);
            worker.committed();

            await().until(() -> source.committedLines("a"), List.of(1L)::equals);
        }
        assertThat(source.startedFrom("a")).isEqualTo(Optional.of(Position.of("line", 1)));
    }
}
