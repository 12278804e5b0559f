package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedSource.after;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** Transactions of a task that reads a source of the user's own. */
class SourceTaskTransactionTest {

    private static final Duration COMMIT = Duration.ofMillis(150);
    private static final int LISTS = 5;

    private final ScriptedSource source = new ScriptedSource("a", "b");
    private final ScriptedStep step = new ScriptedStep();
    private final FakeTransactionContext transactions = new FakeTransactionContext();
    private final SourceWorker worker = SourceWorker.of(source, step)
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
        for (int i = 0; i < 4 * LISTS; i++) {
            source.offer("a", "line " + i);
        }
        worker.with("npipeline.max.in.flight.records", "2").with("npipeline.transaction.max.wait.ms", "400");
        List<Duration> waits = new ArrayList<>();
        try (worker) {
            worker.withTransactions(transactions).start().nextList();
            while (waits.size() < LISTS - 1) {
                // As long as a worker takes to commit; lists wait for four times as long, up to their limit.
                await().pollDelay(COMMIT).until(() -> true);
                long begin = System.nanoTime();
                worker.nextList();
                waits.add(Duration.ofNanos(System.nanoTime() - begin));
            }
        }
        assertThat(waits).anyMatch(wait -> wait.toMillis() < 200);
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
