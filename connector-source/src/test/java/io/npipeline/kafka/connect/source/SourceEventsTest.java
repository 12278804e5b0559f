package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.testing.RecordedEvents;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The events that a class of the user's is told of. */
class SourceEventsTest {

    private final Map<String, String> settings = new HashMap<>();
    private final List<String> events = RecordedEvents.of(settings);

    private SourceWorker told(SourceWorker worker) {
        settings.forEach(worker::with);
        return worker;
    }

    /** What is told of the topic that is written. */
    private List<String> ofLines() {
        return events.stream().filter(event -> event.endsWith(" lines")).toList();
    }

    @Test
    void aRelayTellsOfWhatItConsumesAndOfItsLag() {
        ScriptedConsumer consumer = new ScriptedConsumer(2);
        consumer.offer(0, "1", "2").offer(1, "3");
        SourceWorker worker = told(SourceWorker.relay(consumer, new ScriptedStep()));
        try (worker) {
            worker.start().nextValues(3);
            await().untilAsserted(() -> assertThat(events)
                    .contains(
                            "consumed 2 of orders",
                            "consumed 1 of orders",
                            "timed a poll of orders",
                            "lag of orders-0 is 0",
                            "lag of orders-1 is 0"));
        }
        assertThat(events).last().isEqualTo("close metrics");
    }

    @Test
    void aListIsABatchAndWhatIsWrittenOfItIsProduced() {
        ScriptedSource source = new ScriptedSource("a");
        source.offer("a", "1", "2", "3");
        ScriptedStep step = new ScriptedStep().holding("1");
        SourceWorker worker = told(SourceWorker.of(source, step));
        try (worker) {
            worker.start();
            worker.pollUntil(() -> assertThat(step.areSettled("2", "3")).isTrue());
            step.letGo("1");
            List<SourceRecord> list = worker.nextList();
            assertThat(ofLines()).containsExactly("batch of 3 from lines");
            worker.dropped(list.get(0));
            worker.acknowledged(list.get(1));
            assertThat(ofLines())
                    .containsExactly("batch of 3 from lines", "produced 1 to lines", "timed a record of lines");
            worker.committed();
            assertThat(ofLines()).hasSize(3);
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
        try (worker) {
            worker.start().nextList().forEach(worker::produced);
            assertThat(events).doesNotContain("committed a transaction");
            worker.committed();
            assertThat(events).contains("committed a transaction");
        }
    }
}
