package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedSource.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Transactions of a task that reads a source of the user's own. */
class SourceTaskTransactionTest {

    private static final Duration COMMIT = Duration.ofMillis(150);

    private final ScriptedSource source = new ScriptedSource("a", "b");
    private final ScriptedStep step = new ScriptedStep();
    private final FakeTransactionContext transactions = new FakeTransactionContext();
    private final AtomicLong clock = new AtomicLong();
    private final SourceWorker worker = SourceWorker.of(source, step, clock::get)
            .with("npipeline.delivery.semantic", "exactly_once")
            .with("exactly.once.support", "required")
            .with("transaction.boundary", "connector");

    @Test
    void allRecordsOfAListCarryThePositionBehindItAndItsLastOneIsCommitted() {
        step.holding("1");
        source.offer("a", "1", "2", "3");
        try (worker) {
            worker.withTransactions(transactions).start();
            worker.pollUntil(() -> assertThat(step.areSettled("2", "3")).isTrue());
            assertThat(transactions.commits()).isEmpty();
            step.letGo("1");

            List<SourceRecord> list = worker.nextList();
            assertThat(list).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(after(3), after(3), after(3)));
            assertThat(transactions.commits()).containsExactly(list.get(2));
        }
    }

    @Test
    void recordsOfEqualContentAreCommittedEachByItself() {
        try (worker) {
            worker.withTransactions(transactions).start();
            source.offer("a", "same");
            SourceRecord first = worker.nextList().get(0);
            source.offer("a", "same");
            SourceRecord second = worker.nextList().get(0);

            assertThat(transactions.commits()).hasSize(2);
            assertThat(transactions.commits().get(0)).isSameAs(first);
            assertThat(transactions.commits().get(1)).isSameAs(second);
        }
    }

    /** Other outputs are waited for as long as a list may wait, and here there can be no others. */
    @Test
    void whatIsDoneLeavesAtOnceWhenItTakesMostOfWhatMayBeInFlight() {
        source.offer("a", "1");
        worker.with("npipeline.max.in.flight.records", "2");
        try (worker) {
            worker.withTransactions(transactions).start().nextList();
            clock.addAndGet(COMMIT.toNanos());
            source.offer("a", "2", "3");

            // The clock stands still now, so that a list which waits never comes.
            assertThat(worker.nextList()).isNotEmpty();
        }
    }

    @Test
    void exactlyOnceIsRefusedOnAWorkerWithoutTransactions() {
        assertThatThrownBy(worker::start)
                .isInstanceOf(ConnectException.class)
                .hasMessage("npipeline.delivery.semantic is exactly_once, but this worker gives its tasks no "
                        + "transactions: it must be a distributed worker with exactly.once.source.support=enabled");
        assertThat(source.lifecycle()).isEmpty();
    }
}
