package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The events that a class of the user's is told of. */
class SourceEventsTest {

    private static SourceWorker told(SourceWorker worker) {
        return worker.with("npipeline.metrics.class", RecordedEvents.class.getName());
    }

    @Test
    void aRelayTellsOfWhatItConsumesAndOfItsLag() {
        ScriptedConsumer consumer = new ScriptedConsumer(2);
        consumer.offer(0, "1", "2").offer(1, "3");
        SourceWorker worker = told(SourceWorker.relay(consumer, new ScriptedStep()));
        List<String> events = RecordedEvents.of(worker.name());
        try (worker) {
            worker.start().nextValues(3);
            await().untilAsserted(() -> assertThat(events)
                    .contains(
                            "consumed orders 2",
                            "consumed orders 1",
                            "poll orders true",
                            "lag orders-0 0",
                            "lag orders-1 0"));
        }
        assertThat(events).last().isEqualTo("close");
    }

    @Test
    void aListIsABatchAndWhatIsWrittenOfItIsProduced() {
        ScriptedSource source = new ScriptedSource("a");
        source.offer("a", "1", "2", "3");
        ScriptedStep step = new ScriptedStep().holding("1");
        SourceWorker worker = told(SourceWorker.of(source, step));
        List<String> events = RecordedEvents.of(worker.name());
        try (worker) {
            worker.start();
            worker.pollUntil(() -> assertThat(step.areSettled("2", "3")).isTrue());
            step.letGo("1");
            List<SourceRecord> list = worker.nextList();
            assertThat(events).containsExactly("batch lines 3");
            worker.dropped(list.get(0));
            worker.acknowledged(list.get(1));
            assertThat(events).containsExactly("batch lines 3", "produced lines 1", "produce lines true");
            worker.committed();
            assertThat(events).hasSize(3);
        }
    }

    @Test
    void aTransactionIsToldOfWhenItIsCommitted() {
        ScriptedSource source = new ScriptedSource("a");
        source.offer("a", "1");
        SourceWorker worker = told(SourceWorker.of(source, new ScriptedStep()))
                .with("npipeline.delivery.semantic", "exactly_once")
                .with("exactly.once.support", "required")
                .with("transaction.boundary", "connector")
                .withTransactions(new FakeTransactionContext());
        List<String> events = RecordedEvents.of(worker.name());
        try (worker) {
            worker.start().nextList().forEach(worker::produced);
            assertThat(events).doesNotContain("transaction true");
            worker.committed();
            assertThat(events).contains("transaction true");
        }
    }
}
