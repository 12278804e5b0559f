package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;

/** The order in which the outputs of a relay leave, the positions they carry, and the transactions that hold them. */
class RelayTaskOrderTest {

    private final ScriptedConsumer consumer = new ScriptedConsumer(2);
    private final ScriptedStep step = new ScriptedStep();
    private final FakeTransactionContext transactions = new FakeTransactionContext();

    private static Map<String, Object> at(long offset) {
        return Map.of("v", 1L, "offset", offset);
    }

    /** Lets bodies go that are held, once the task has them, and waits without a poll until they are settled. */
    private void settle(SourceWorker worker, String... bodies) {
        worker.pollUntil(() -> assertThat(step.seen()).contains(bodies));
        List.of(bodies).forEach(step::letGo);
        await().until(() -> step.areSettled(bodies));
    }

    @Test
    void outputsOfAListStandInTheOrderOfTheirRecordsAndAreStampedWithTheirPartition() {
        step.holding("1", "2", "3");
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            settle(worker, "3", "2", "1");

            List<SourceRecord> list = worker.nextList();
            assertThat(list).extracting(SourceRecord::value).containsExactly("1", "2", "3");
            assertThat(list).extracting(SourceRecord::key).containsExactly("1", "2", "3");
            assertThat(list).extracting(SourceRecord::timestamp).containsExactly(1_000L, 1_001L, 1_002L);
            assertThat(list).allSatisfy(record -> assertThat(record.sourcePartition())
                    .isEqualTo(Map.of("partition", 0, "topic", "orders")));
        }
    }

    @Test
    void withoutTransactionsOnlyTheLastRecordOfAListCarriesThePositionBehindIt() {
        step.holding("1", "2", "3", "4", "5");
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            settle(worker, "1", "2", "3");
            assertThat(worker.nextList())
                    .extracting(SourceRecord::sourceOffset)
                    .isEqualTo(List.of(at(0), at(0), at(3)));

            consumer.offer(0, "4", "5");
            settle(worker, "4", "5");
            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(3), at(5)));
        }
    }

    @Test
    void inATransactionAllRecordsOfAListCarryThePositionBehindIt() {
        step.holding("1", "2", "3");
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = SourceWorker.relay(consumer, step)
                .withTransactions(transactions)
                .start()) {
            settle(worker, "1", "2", "3");

            assertThat(worker.nextList())
                    .extracting(SourceRecord::sourceOffset)
                    .isEqualTo(List.of(at(3), at(3), at(3)));
        }
    }

    @Test
    void eachListIsOneTransactionCommittedOnItsLastRecord() {
        step.holding("1", "2", "3", "4");
        consumer.offer(0, "1", "2").offer(1, "3", "4");
        try (SourceWorker worker = SourceWorker.relay(consumer, step)
                .withTransactions(transactions)
                .start()) {
            assertThat(transactions.commits()).isEmpty();
            settle(worker, "1", "2", "3", "4");

            List<SourceRecord> first = worker.nextList();
            assertThat(first).hasSize(4);
            assertThat(transactions.commits()).containsExactly(first.get(3));
            for (int number : List.of(0, 1)) {
                assertThat(first)
                        .filteredOn(
                                record -> record.sourcePartition().equals(TopicPartitions.stored(partition(number))))
                        .extracting(SourceRecord::sourceOffset)
                        .isEqualTo(List.of(at(2), at(2)));
            }

            consumer.offer(0, "5");
            List<SourceRecord> second = worker.nextList();
            assertThat(transactions.commits()).containsExactly(first.get(3), second.get(0));
        }
    }

    @Test
    void aPollThatReturnsNothingCommitsNothing() {
        try (SourceWorker worker = SourceWorker.relay(consumer, step)
                .withTransactions(transactions)
                .start()) {
            assertThat(worker.poll()).isNull();
        }
        assertThat(transactions.commits()).isEmpty();
    }

    @Test
    void allOutputsOfARecordAreInOneListWhateverTheLimitOfTheList() {
        String many = "x".repeat(9_999) + "y";
        consumer.offer(0, "ab", many, "cd");
        try (SourceWorker worker = letters().withTransactions(transactions).start()) {
            List<SourceRecord> first = worker.nextList();
            int size = first.size();
            while (size < 10_004) {
                List<SourceRecord> list = worker.nextList();
                assertThat(list.size()).isIn(2, 10_000, 10_002);
                size += list.size();
            }
            assertThat(first.size()).isIn(2, 10_002);
            assertThat(transactions.commits())
                    .extracting(SourceRecord::value)
                    .isSubsetOf("b", "y", "d")
                    .endsWith("d");
        }
    }

    @Test
    void theProgressOfRecordsWithoutOutputRidesOnTheNextOutput() {
        step.holding("x", "y");
        consumer.offer(0, "#0", "x", "#2");
        try (SourceWorker worker = uncommented().withTransactions(transactions).start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("#0", "#2")).isTrue());
            step.letGo("x");
            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(3)));

            consumer.offer(0, "#3", "y");
            worker.pollUntil(() -> assertThat(step.areSettled("#3")).isTrue());
            step.letGo("y");
            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(5)));
        }
    }

    /** Splits values into letters, one value after the other. */
    private SourceWorker letters() {
        return SourceWorker.relay(consumer, (pipeline, context) -> {
                    var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
                    var letters = pipeline.<String, String>addFlatTransform("letters", text -> List.of(text.split("")));
                    pipeline.connect(orders, letters);
                    pipeline.connect(letters, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
                })
                .with("npipeline.ordering", "partition");
    }

    /** Drops the values that begin with a hash. */
    private SourceWorker uncommented() {
        return SourceWorker.relay(consumer, (pipeline, context) -> {
            var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
            var check = pipeline.addMessageTransform("check", step);
            var uncommented = pipeline.<String>addFilter("uncommented", text -> !text.startsWith("#"));
            pipeline.connect(orders, check);
            pipeline.connect(check, uncommented);
            pipeline.connect(uncommented, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
        });
    }
}
