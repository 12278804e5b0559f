package io.npipeline.benchmarks.endtoend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.benchmarks.BenchmarkFailedException;
import io.npipeline.benchmarks.worker.Checksum;
import io.npipeline.benchmarks.worker.Tally;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundRunnerTest {

    private static final int SIZE = 100;
    private static final Content THREE_RECORDS = new Content("topic", 3, Checksum.ofRange(0, 3, SIZE));

    private final RoundRunner runner;

    RoundRunnerTest(@TempDir Path folder) {
        runner = new RoundRunner(folder);
    }

    @Test
    void aSideThatProcessesEveryRecordOnceIsMeasured() {
        FakeSide side = new FakeSide(tally -> add(tally, 0, 1, 2), tally -> {});

        assertThat(runner.run(side, THREE_RECORDS, Work.none()).records()).isEqualTo(3);
        assertThat(runner.run(side, THREE_RECORDS, Work.none()).records()).isEqualTo(3);
    }

    @Test
    void aRecordInPlaceOfAnotherFailsTheRound() {
        FakeSide side = new FakeSide(tally -> add(tally, 0, 1, 1), tally -> {});

        assertThatThrownBy(() -> runner.run(side, THREE_RECORDS, Work.none()))
                .isInstanceOf(BenchmarkFailedException.class)
                .hasMessageContaining("fake-0 counted 3 records with the checksum");
        assertThat(side.tally).as("the round was ended").isNull();
    }

    @Test
    void aRecordThatComesAgainBehindTheLastFailsTheRound() {
        FakeSide side = new FakeSide(tally -> add(tally, 0, 1, 2), tally -> add(tally, 2));

        assertThatThrownBy(() -> runner.run(side, THREE_RECORDS, Work.none()))
                .hasMessageContaining("fake-0 counted 4 records");
    }

    @Test
    void aSideThatFailsIsNotWaitedFor() {
        FakeSide side = new FakeSide(tally -> add(tally, 0), tally -> {});
        side.failure = "the worker has ended";

        assertThatThrownBy(() -> runner.run(side, THREE_RECORDS, Work.none()))
                .hasMessage("fake-0 failed: the worker has ended");
    }

    private static void add(Tally tally, long... numbers) {
        for (long number : numbers) {
            tally.add(number, SIZE);
        }
    }

    /** Counts what it is told to. */
    private static final class FakeSide implements Side {

        private final Consumer<Tally> atBegin;
        private final Consumer<Tally> atEnd;
        private @Nullable Tally tally;
        private @Nullable String failure;

        FakeSide(Consumer<Tally> atBegin, Consumer<Tally> atEnd) {
            this.atBegin = atBegin;
            this.atEnd = atEnd;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public void begin(Round round) {
            tally = Tally.start(round.content().records(), round.directory());
            atBegin.accept(tally);
        }

        @Override
        public void end() {
            try (Tally ended = Objects.requireNonNull(tally)) {
                atEnd.accept(ended);
            }
            tally = null;
        }

        @Override
        public Optional<String> failure() {
            return Optional.ofNullable(failure);
        }

        @Override
        public void close() {}
    }
}
