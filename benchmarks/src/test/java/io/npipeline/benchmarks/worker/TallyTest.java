package io.npipeline.benchmarks.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TallyTest {

    private static final int SIZE = 100;
    private static final int THREADS = 4;
    private static final int EACH = 10_000;

    private final Path directory;

    TallyTest(@TempDir Path directory) {
        this.directory = directory;
    }

    private Count reached() {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> Count.find(Count.reached(directory)), found -> found.isPresent())
                .orElseThrow();
    }

    @Test
    void whatSeveralThreadsCountIsSummed() throws InterruptedException {
        try (Tally tally = Tally.start(THREADS * EACH, directory)) {
            List<Thread> threads = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                int first = thread * EACH;
                threads.add(new Thread(() -> {
                    for (int number = first; number < first + EACH; number++) {
                        tally.add(number, SIZE);
                    }
                }));
            }
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }

            Count count = reached();

            assertThat(count.records()).isEqualTo(THREADS * EACH);
            assertThat(count.checksum()).isEqualTo(Checksum.ofRange(0, THREADS * EACH, SIZE));
            assertThat(count.nanos()).isPositive();
        }
    }

    @Test
    void aRecordThatCameTwiceIsSeenAtTheEnd() {
        try (Tally tally = Tally.start(2, directory)) {
            tally.add(0, SIZE);
            tally.add(1, SIZE);
            reached();
            tally.add(1, SIZE);
        }

        assertThat(Count.find(Count.last(directory)).orElseThrow().records()).isEqualTo(3);
    }

    @Test
    void aRecordThatCameInPlaceOfAnotherHasAnotherChecksum() {
        assertThat(Checksum.of(0, SIZE) + Checksum.of(0, SIZE)).isNotEqualTo(Checksum.ofRange(0, 2, SIZE));
    }

    @Test
    void whileRecordsAreMissingThereIsNoCount() {
        try (Tally tally = Tally.start(2, directory)) {
            tally.add(0, SIZE);
        }

        assertThat(Count.find(Count.reached(directory))).isEmpty();
        assertThat(Count.find(Count.last(directory)).orElseThrow().records()).isEqualTo(1);
    }
}
