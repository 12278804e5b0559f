package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What a reader is told of positions that Connect stored. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class SourceTaskCommitTest {

    private final ScriptedSource source = new ScriptedSource("a", "b");
    private final ScriptedStep step = new ScriptedStep();

    @Test
    void withTransactionsACommitIsOfAllThatWasWrittenBefore() {
        source.offer("a", "1", "2").offer("b", "1");
        try (SourceWorker worker = transactional()) {
            int written = 0;
            while (written < 3) {
                written += commitNextList(worker);
            }
            awaitCommitted("a", 2L);
            awaitCommitted("b", 1L);
        }
    }

    @Test
    void aListCountsOnceAllOfItIsWritten() {
        try (SourceWorker worker = transactional()) {
            List<SourceRecord> list = listOfTwo(worker);
            worker.produced(list.get(1));
            worker.committed();
            readOn("a");
            assertThat(source.committedLines("a")).isEmpty();

            worker.produced(list.get(0));
            worker.committed();
            awaitCommitted("a", 2L);
        }
    }

    @Test
    void aListCountsOnceThoseBeforeItDo() {
        source.offer("a", "1");
        try (SourceWorker worker = transactional()) {
            List<SourceRecord> first = worker.nextList();
            source.offer("a", "2");
            worker.nextList().forEach(worker::produced);
            worker.committed();
            readOn("a");
            assertThat(source.committedLines("a")).isEmpty();

            first.forEach(worker::produced);
            worker.committed();
            awaitCommitted("a", 2L);
        }
    }

    @Test
    void aListThatIsDroppedWholeIsCoveredByTheNextOne() {
        source.offer("a", "1");
        try (SourceWorker worker = transactional()) {
            worker.nextList().forEach(worker::dropped);
            worker.committed();
            readOn("a");
            assertThat(source.committedLines("a")).isEmpty();

            source.offer("a", "2");
            commitNextList(worker);
            awaitCommitted("a", 2L);
        }
    }

    @Test
    void inATransactionOneWrittenRecordOfAListCarriesItsPosition() {
        try (SourceWorker worker = transactional()) {
            List<SourceRecord> list = listOfTwo(worker);
            worker.produced(list.get(0));
            worker.dropped(list.get(1));
            worker.committed();
            awaitCommitted("a", 2L);
        }
    }

    @Test
    void withoutTransactionsTheLastRecordOfAListCarriesItsPosition() {
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            List<SourceRecord> list = listOfTwo(worker);
            worker.acknowledged(list.get(0));
            worker.dropped(list.get(1));
            turnAndCommit(worker, 3);
            readOn("a");
            assertThat(source.committedLines("a")).isEmpty();
        }
    }

    @Test
    void withoutTransactionsAPositionIsToldOneCommitAfterItWasTakenOver() {
        source.offer("a", "1");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            worker.nextList().forEach(worker::acknowledged);
            // Stores what was taken over before the last poll: nothing.
            worker.committed();
            worker.committed();
            // Takes it over before it polls for the second time.
            worker.poll();
            worker.committed();
            worker.committed();
            worker.poll();
            // It may have been taken over after this commit began.
            worker.committed();
            readOn("a");
            assertThat(source.committedLines("a")).isEmpty();

            worker.committed();
            awaitCommitted("a", 1L);
        }
    }

    @Test
    void theWorkersOwnTransactionsTellAtOnceToo() {
        source.offer("a", "1");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            commitNextList(worker);
            awaitCommitted("a", 1L);
        }
    }

    @Test
    void aReaderIsToldFirstFromWhereItGoesOn() {
        try (SourceWorker worker = SourceWorker.of(source, step)
                .stored("a", ScriptedSource.after(7))
                .start()) {
            awaitCommitted("a", 7L);
            readOn("b");
            assertThat(source.committedLines("b")).isEmpty();
        }
    }

    @Test
    void eachPositionIsToldOnceAndInOrder() {
        try (SourceWorker worker = transactional()) {
            for (long line = 1; line <= 5; line++) {
                source.offer("a", "line");
                commitNextList(worker);
                worker.committed();
                awaitLastCommitted("a", line);
            }
        }
        assertThat(source.committedLines("a")).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    private SourceWorker transactional() {
        return SourceWorker.of(source, step)
                .withTransactions(new FakeTransactionContext())
                .start();
    }

    /** The outputs of the lines 1 and 2 of file a. */
    private List<SourceRecord> listOfTwo(SourceWorker worker) {
        step.holding("1");
        source.offer("a", "1", "2");
        worker.pollUntil(() -> assertThat(step.areSettled("2")).isTrue());
        step.letGo("1");
        List<SourceRecord> list = worker.nextList();
        assertThat(list).hasSize(2);
        return list;
    }

    private static int commitNextList(SourceWorker worker) {
        List<SourceRecord> list = worker.nextList();
        list.forEach(worker::produced);
        worker.committed();
        return list.size();
    }

    private static void turnAndCommit(SourceWorker worker, int times) {
        for (int i = 0; i < times; i++) {
            worker.poll();
            worker.committed();
        }
    }

    /** Returns once the file's reader was asked again since: before that it is told what there is. */
    private void readOn(String file) {
        source.reading(file, List::of).reading(file, List::of);
        await().until(() -> source.unread(file) == 0);
    }

    private void awaitCommitted(String file, long line) {
        await().until(() -> source.committedLines(file), List.of(line)::equals);
    }

    private void awaitLastCommitted(String file, long line) {
        await().until(() -> {
            List<Long> lines = source.committedLines(file);
            return !lines.isEmpty() && lines.get(lines.size() - 1) == line;
        });
    }
}
