package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.connect.errors.ConnectException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** How a task takes items in, whatever its source does, and how it ends. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SourceTaskReadingTest {

    private static final String MAX_RECORDS = "npipeline.max.in.flight.records";

    private final ScriptedSource source = new ScriptedSource("a", "b");
    private final ScriptedStep step = new ScriptedStep();

    @Test
    void aPollReturnsNothingWhenNothingComes() {
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            assertThat(worker.poll()).isNull();
        }
    }

    @Test
    void aReadThatBlocksHoldsUpNeitherThePollNorOtherPartitionsNorTheStop() {
        source.blockReading("a").offer("b", "1");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            assertThat(worker.nextValues(1)).containsExactly("1");
            await().until(() -> source.lifecycle().contains("blocked a"));
            assertThat(worker.poll()).isNull();
        }
        assertThat(source.lifecycle()).endsWith("close source").contains("close a", "close b");
    }

    @Test
    void aReadThatFailsFailsTheTaskNamingThePartition() {
        source.failReading("b", new IOException("disk gone"));
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Reading source partition {file=b} failed: java.io.IOException: disk gone")
                    .hasRootCauseInstanceOf(IOException.class);
        }
    }

    @Test
    void whatWasReadBeforeAFailureIsNotLostWithIt() {
        source.offer("a", "1");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            assertThat(worker.nextValues(1)).containsExactly("1");
            source.failReading("a", new IOException("disk gone"));
            assertThatThrownBy(worker::nextList).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void whatWasReadBeforeAFailureIsReleasedFirstAndSoAreOtherPartitions() {
        step.holding("a1", "b1");
        source.offer("a", "a1").failReading("a", new IOException("disk gone")).offer("b", "b1");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            await().until(() -> source.lifecycle().contains("close a"));
            assertThat(worker.poll()).isNull();
            await().until(() -> step.seen().containsAll(List.of("a1", "b1")));

            step.letGo("b1");
            assertThat(worker.nextValues(1)).containsExactly("b1");
            assertThat(worker.poll()).isNull();

            step.letGo("a1");
            assertThat(worker.nextValues(1)).containsExactly("a1");

            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Reading source partition {file=a} failed: java.io.IOException: disk gone");
        }
    }

    @Test
    void intakeStopsAtTheLimitOfItemsInFlight() {
        step.holding("0", "1", "2", "3");
        offerOneByOne("a", 20);
        try (SourceWorker worker =
                SourceWorker.of(source, step).with(MAX_RECORDS, "4").start()) {
            worker.pollUntil(() -> assertThat(step.seen()).containsExactlyInAnyOrder("0", "1", "2", "3"));
            assertThat(worker.poll()).isNull();

            assertThat(step.seen()).hasSize(4);
            assertThat(source.unread("a")).isGreaterThanOrEqualTo(14);
        }
    }

    @Test
    void itemsThatAreDoneButWaitForAnEarlierOneCountAsInFlight() {
        step.holding("0");
        offerOneByOne("a", 20);
        try (SourceWorker worker =
                SourceWorker.of(source, step).with(MAX_RECORDS, "4").start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("1", "2", "3")).isTrue());
            assertThat(worker.poll()).isNull();

            assertThat(step.seen()).containsExactlyInAnyOrder("0", "1", "2", "3");

            step.letGo("0");
            assertThat(worker.nextValues(20)).hasSize(20);
        }
    }

    @Test
    void aReaderMayUseItsListAgain() {
        List<SourceItem<String>> reused = new ArrayList<>();
        for (int line = 1; line <= 50; line++) {
            int next = line;
            source.reading("a", () -> {
                reused.clear();
                reused.add(SourceItem.of(Integer.toString(next), Position.of("line", next)));
                return reused;
            });
        }
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            assertThat(worker.nextValues(50))
                    .isEqualTo(IntStream.rangeClosed(1, 50)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void stoppingClosesReadersBeforeTheirSource() {
        SourceWorker worker = SourceWorker.of(source, step)
                .with("npipeline.drain.timeout.ms", "60000")
                .start();
        await().until(() -> source.lifecycle().containsAll(List.of("read a", "read b")));

        worker.close();

        assertThat(source.lifecycle()).startsWith("open source").endsWith("close source");
        assertThat(source.lifecycle().subList(3, 5)).containsExactlyInAnyOrder("close a", "close b");
    }

    @Test
    void noThreadOutlivesTheTask() {
        source.blockReading("a").offer("b", "1");
        Thread taskThread = Thread.currentThread();
        String readers = taskThread.getName() + "-reader-";
        // Virtual threads do not show in a list of all threads.
        SourceWorker worker = SourceWorker.of(source, step)
                .with("npipeline.threads", "platform")
                .start();
        worker.nextValues(1);
        String workers = "npipeline-" + worker.name() + "-0-";
        assertThat(namesOfThreads()).contains(readers + "0", readers + "1").anyMatch(name -> name.startsWith(workers));

        worker.close();

        await().untilAsserted(() ->
                assertThat(namesOfThreads()).noneMatch(name -> name.startsWith(readers) || name.startsWith(workers)));
    }

    @Test
    void aTaskThatWasNotStartedCanBeStopped() {
        SourceWorker.of(source, step).close();

        assertThat(source.lifecycle()).isEmpty();
    }

    private void offerOneByOne(String file, int count) {
        IntStream.range(0, count).forEach(number -> source.offer(file, Integer.toString(number)));
    }

    private static List<String> namesOfThreads() {
        return Thread.getAllStackTraces().keySet().stream().map(Thread::getName).toList();
    }
}
