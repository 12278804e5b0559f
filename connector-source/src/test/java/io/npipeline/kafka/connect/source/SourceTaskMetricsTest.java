package io.npipeline.kafka.connect.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.NodeContext;
import io.npipeline.node.TransformNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** What a source task shows of its partitions, lists and transactions while they are on their way. */
class SourceTaskMetricsTest {

    private static final String FILE_A = "partition=\"{file=a}\"";
    private static final String ORDERS_0 = "topic=orders,partition=0";

    private final ScriptedSource source = new ScriptedSource("a");
    private final ScriptedConsumer consumer = new ScriptedConsumer(1);
    private final ScriptedStep step = new ScriptedStep();

    /** So many records, in whatever lists they come. */
    private static List<SourceRecord> take(SourceWorker worker, int count) {
        List<SourceRecord> records = new ArrayList<>();
        while (records.size() < count) {
            records.addAll(worker.nextList());
        }
        return records;
    }

    @Test
    void outputsWaitBehindAnItemThatIsNotDone() {
        step.holding("2");
        source.offer("a", "1", "2", "3", "4");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            ShownMetrics shown = new ShownMetrics(worker);
            SourceRecord first = worker.nextList().get(0);
            worker.produced(first);
            await().untilAsserted(
                            () -> assertThat(shown.ofTask("outputs-waiting")).isEqualTo(2L));
            assertThat(shown.ofTask("records-in-total")).isEqualTo(4L);
            assertThat(shown.ofTask("records-settled-total")).isEqualTo(3L);
            assertThat(shown.ofTask("records-in-flight")).isEqualTo(1L);
            assertThat(shown.ofPartition(FILE_A, "records-in-flight")).isEqualTo(1L);
            assertThat(shown.ofTask("produced-total")).isEqualTo(1L);
            assertThat(shown.ofTask("frontier-record")).isEqualTo("{file=a} after {line=1}");

            step.letGo("2");
            worker.nextList().forEach(worker::produced);
            assertThat(shown.ofTask("outputs-waiting")).isEqualTo(0L);
            assertThat(shown.ofTask("produced-total")).isEqualTo(4L);
            assertThat(shown.ofTask("frontier-record")).isEqualTo("");
            assertThat(shown.ofTask("list-records-avg")).isEqualTo(2.0);
        }
    }

    @Test
    void theFirstItemOfASourceIsReadFromItsBeginning() {
        step.holding("1");
        source.offer("a", "1");
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            worker.pollUntil(() -> assertThat(new ShownMetrics(worker).ofTask("frontier-record"))
                    .isEqualTo("{file=a} from the beginning"));
        }
    }

    @Test
    void whatTheWorkerHasNotWrittenHoldsTheFrontierAndAges() {
        consumer.offer(0, "1", "2");
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            ShownMetrics shown = new ShownMetrics(worker);
            List<SourceRecord> records = take(worker, 2);
            assertThat(shown.ofTask("records-in-flight")).isEqualTo(0L);
            assertThat(shown.ofTask("frontier-record")).isEqualTo("orders-0-0");
            assertThat(shown.ofPartition(ORDERS_0, "frontier-offset")).isEqualTo(0L);
            long age = (long) shown.ofTask("oldest-unsettled-age-ms");
            await().untilAsserted(() ->
                    assertThat((long) shown.ofTask("oldest-unsettled-age-ms")).isGreaterThan(age));

            records.forEach(worker::produced);
            assertThat(shown.ofTask("frontier-record")).isEqualTo("");
            assertThat(shown.ofTask("oldest-unsettled-age-ms")).isEqualTo(0L);
            assertThat(shown.ofPartition(ORDERS_0, "oldest-unsettled-age-ms")).isEqualTo(0L);
            assertThat(shown.ofPartition(ORDERS_0, "frontier-offset")).isEqualTo(2L);
        }
    }

    @Test
    void aLaterListThatIsWrittenLeavesTheFrontierAtTheOneBefore() {
        step.holding("1");
        consumer.offer(0, "1", "2");
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            ShownMetrics shown = new ShownMetrics(worker);
            SourceRecord second = worker.nextList().get(0);
            step.letGo("1");
            SourceRecord first = worker.nextList().get(0);
            assertThat(second.value()).isEqualTo("2");

            worker.produced(first);
            assertThat(shown.ofTask("frontier-record")).isEqualTo("orders-0-1");
            worker.produced(second);
            assertThat(shown.ofTask("frontier-record")).isEqualTo("");
        }
    }

    @Test
    void theLagIsTheDistanceToTheEndOfTheLog() {
        step.holding("2");
        consumer.offer(0, "1", "2", "3");
        consumer.updateEndOffsets(Map.of(ScriptedConsumer.partition(0), 10L));
        try (SourceWorker worker = SourceWorker.relay(consumer, step)
                .with("npipeline.metrics.lag.interval.ms", "1000")
                .start()) {
            ShownMetrics shown = new ShownMetrics(worker);
            worker.nextValues(2);
            await().untilAsserted(() ->
                    assertThat(shown.ofPartition(ORDERS_0, "end-offset")).isEqualTo(10L));
            // Neither the first nor the third is known to be written.
            assertThat(shown.ofTask("lag")).isEqualTo(10L);
        }
    }

    @Test
    void recordsThatAnEarlierTaskRelayedArePassed() {
        step.holding("1");
        consumer.offer(0, "1", "2", "3");
        SourceWorker earlier = SourceWorker.relay(consumer, step).start();
        List<SourceRecord> relayed = take(earlier, 2);
        earlier.close();
        ScriptedConsumer again = new ScriptedConsumer(1).skipTo(0, 1).offer(0, "2", "3");
        again.updateEndOffsets(Map.of(ScriptedConsumer.partition(0), 3L));
        Map<String, Object> position = new HashMap<>(relayed.get(1).sourceOffset());
        assertThat(position).containsKey("done");
        try (SourceWorker worker = SourceWorker.relay(again, step)
                .stored(ScriptedConsumer.partition(0), position)
                .start()) {
            worker.pollUntil(() -> assertThat(new ShownMetrics(worker).ofPartition(ORDERS_0, "frontier-offset"))
                    .isEqualTo(3L));
        }
    }

    @Test
    void withoutLooksTheLagIsNotKnown() {
        consumer.offer(0, "1");
        try (SourceWorker worker = SourceWorker.relay(consumer, step)
                .with("npipeline.metrics.lag.interval.ms", "0")
                .start()) {
            ShownMetrics shown = new ShownMetrics(worker);
            worker.nextList().forEach(worker::produced);
            assertThat(shown.ofPartition(ORDERS_0, "frontier-offset")).isEqualTo(1L);
            assertThat(shown.ofTask("lag")).isEqualTo(-1L);
        }
    }

    @Test
    void aTransactionCountsOnceItIsCommitted() {
        source.offer("a", "1");
        try (SourceWorker worker = SourceWorker.of(source, step)
                .with("npipeline.delivery.semantic", "exactly_once")
                .with("exactly.once.support", "required")
                .with("transaction.boundary", "connector")
                .withTransactions(new FakeTransactionContext())
                .start()) {
            ShownMetrics shown = new ShownMetrics(worker);
            List<SourceRecord> list = worker.nextList();
            assertThat(shown.ofTask("transactions-total")).isEqualTo(0L);
            assertThat(shown.ofTask("transaction-time-max-ms")).isEqualTo(Double.NaN);
            list.forEach(worker::produced);
            worker.committed();
            assertThat(shown.ofTask("transactions-total")).isEqualTo(1L);
            assertThat((double) shown.ofTask("transaction-time-max-ms")).isPositive();
            // As the worker does when it ends the task.
            worker.committed();
            assertThat(shown.ofTask("transactions-total")).isEqualTo(1L);
        }
    }

    @Test
    void withoutTransactionsThereAreNoMetricsOfThem() {
        try (SourceWorker worker = SourceWorker.of(source, step).start()) {
            assertThatThrownBy(() -> new ShownMetrics(worker).ofTask("transactions-total"))
                    .hasRootCauseMessage("transactions-total");
        }
    }

    @Test
    void aTaskThatEndsShowsNothingAnyMore() {
        SourceWorker worker = SourceWorker.of(source, step).start();
        ShownMetrics shown = new ShownMetrics(worker);
        assertThat(shown.names()).hasSize(5); // the task, three nodes, a partition
        worker.close();
        assertThat(shown.names()).isEmpty();
    }

    @Test
    void aTaskThatDoesNotStartShowsNothing() {
        SourceWorker worker = SourceWorker.relay(consumer, (pipeline, context) -> {
            var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
            var closed = pipeline.addTransform("closed", new ClosedNode());
            pipeline.connect(orders, closed);
            pipeline.connect(closed, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
        });
        assertThatThrownBy(worker::start).isInstanceOf(ConnectException.class);
        assertThat(new ShownMetrics(worker).names()).isEmpty();
    }

    private static final class ClosedNode implements TransformNode<String, String> {
        @Override
        public void open(NodeContext context) {
            throw new IllegalStateException("closed");
        }

        @Override
        public String transform(String body) {
            return body;
        }
    }
}
