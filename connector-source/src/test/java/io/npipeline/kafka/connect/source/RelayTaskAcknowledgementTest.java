package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.message.PartitionLostException;
import io.npipeline.message.Rejection;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** What leaves a relay, and with which position, where a sink beside the Kafka sink has the last word. */
@Timeout(value = 120, threadMode = ThreadMode.SEPARATE_THREAD)
class RelayTaskAcknowledgementTest {

    private final ScriptedConsumer consumer = new ScriptedConsumer(2);
    private final ScriptedStep step = new ScriptedStep();
    private final KeepingSink sink = new KeepingSink();

    private static Map<String, Object> at(long offset) {
        return Map.of("v", 1L, "offset", offset);
    }

    private SourceWorker manual() {
        return manual(consumer);
    }

    /** Each record goes through the step, and from there to Kafka and to the sink. */
    private SourceWorker manual(ScriptedConsumer from) {
        return SourceWorker.relay(from, (pipeline, context) -> {
                    var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
                    var check = pipeline.addMessageTransform("check", step);
                    pipeline.connect(orders, check);
                    pipeline.connect(check, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
                    pipeline.connect(check, pipeline.addSink("store", sink));
                })
                .with("npipeline.acknowledgment.strategy", "manual")
                .with("npipeline.dead.letter.destination", "kafka")
                .with("npipeline.dead.letter.topic", "lines-dead");
    }

    private void pollUntilGiven(SourceWorker worker, String... bodies) {
        worker.pollUntil(() -> assertThat(sink.bodies()).containsExactlyInAnyOrder(bodies));
    }

    @Test
    void outputsWaitForTheAcknowledgement() {
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = manual().start()) {
            pollUntilGiven(worker, "1", "2", "3");
            assertThat(worker.poll()).isNull();
            sink.acknowledge("1");
            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(1)));
            assertThat(worker.poll()).isNull();
        }
    }

    @Test
    void whatIsAcknowledgedLeavesBeforeWhatWasReadEarlierAndIsNot() {
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = manual().start()) {
            pollUntilGiven(worker, "1", "2", "3");
            sink.acknowledge("3", "1");

            assertThat(worker.nextValues(2)).containsExactlyInAnyOrder("1", "3");
            assertThat(worker.poll()).isNull();
            sink.acknowledge("2");
            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(3)));
        }
    }

    @Test
    void aPartitionDoesNotWaitForTheAcknowledgementsOfAnother() {
        consumer.offer(0, "1").offer(1, "2");
        try (SourceWorker worker = manual().start()) {
            pollUntilGiven(worker, "1", "2");
            sink.acknowledge("2");

            assertThat(worker.nextValues(1)).containsExactly("2");
        }
    }

    @Test
    void anOutputOfAnItemThatIsRejectedAndWrittenAgainLeavesOnce() {
        consumer.offer(0, "1", "2");
        try (SourceWorker worker = manual().start()) {
            pollUntilGiven(worker, "1", "2");
            sink.acknowledge("2");
            assertThat(worker.nextValues(1)).containsExactly("2");
            CompletableFuture<Void> rejected = sink.reject("1", Rejection.retryAfter(Duration.ofMillis(1)));
            pollUntilGiven(worker, "1", "2", "1");
            assertThat(rejected).isNotDone();
            sink.acknowledge("1");

            assertThat(worker.nextValues(1)).containsExactly("1");
            worker.pollUntil(() -> assertThat(rejected).isCompleted());
            assertThat(worker.poll()).isNull();
        }
    }

    @Test
    void theDeadLetterOfARejectedItemLeavesBesideItsOutput() {
        consumer.offer(0, "1");
        try (SourceWorker worker = manual().start()) {
            pollUntilGiven(worker, "1");
            CompletableFuture<Void> rejected =
                    sink.reject("1", Rejection.deadLetter(new IllegalArgumentException("no such customer")));

            List<SourceRecord> list = worker.nextList();
            assertThat(list).extracting(SourceRecord::topic).containsExactly("lines", "lines-dead");
            assertThat(list).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(0), at(1)));
            worker.pollUntil(() -> assertThat(rejected).isCompleted());
        }
    }

    @Test
    void aRejectionThatFailsTheTaskLetsNothingOfItsItemLeave() {
        consumer.offer(0, "1", "2");
        try (SourceWorker worker = manual().start()) {
            pollUntilGiven(worker, "1", "2");
            sink.acknowledge("2");
            assertThat(sink.reject("1", Rejection.fail(new IllegalStateException("books are closed"))))
                    .isNotDone();

            assertThatThrownBy(worker::nextList)
                    .isInstanceOf(ConnectException.class)
                    .hasMessage("Node \"store\" failed on topic orders, partition 0, offset 0 at attempt 1: "
                            + "the message was rejected: java.lang.IllegalStateException: books are closed");
        }
    }

    @Test
    void whatWasNotAcknowledgedIsReadAgainFromTheStoredPosition() {
        consumer.offer(0, "1", "2", "3");
        Map<String, Object> stored = new HashMap<>();
        CompletableFuture<Void> rejected;
        try (SourceWorker worker = manual().start()) {
            pollUntilGiven(worker, "1", "2", "3");
            sink.acknowledge("1");
            assertThat(worker.nextValues(1)).containsExactly("1");
            sink.acknowledge("3");
            stored.putAll(worker.nextList().get(0).sourceOffset());
            rejected = sink.reject("2", Rejection.retryAfter(Duration.ofHours(1)));
        }
        assertThat(rejected)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withCauseInstanceOf(PartitionLostException.class);
        assertThat(sink.last("2").acknowledge().toCompletableFuture())
                .as("acknowledged after the end of the task")
                .isCompletedExceptionally();

        ScriptedConsumer again = new ScriptedConsumer(1).offer(0, "1", "2", "3");
        again.updateEndOffsets(Map.of(partition(0), 3L));
        try (SourceWorker next = manual(again).stored(partition(0), stored).start()) {
            pollUntilGiven(next, "1", "2", "3", "2");
            sink.acknowledge("2");
            assertThat(next.nextValues(1)).containsExactly("2");
        }
    }

    @Test
    void aListOfATransactionHoldsOnlyWhatIsAcknowledged() {
        FakeTransactionContext transactions = new FakeTransactionContext();
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = manual().with("npipeline.delivery.semantic", "exactly_once")
                .with("exactly.once.support", "required")
                .with("transaction.boundary", "connector")
                .withTransactions(transactions)
                .start()) {
            pollUntilGiven(worker, "1", "2", "3");
            assertThat(worker.poll()).isNull();
            assertThat(transactions.commits()).isEmpty();
            sink.acknowledge("1");
            List<SourceRecord> first = worker.nextList();
            assertThat(first).extracting(SourceRecord::value).containsExactly("1");
            assertThat(first).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(1)));

            assertThat(sink.reject("2", Rejection.deadLetter(new IllegalArgumentException("no such customer"))))
                    .isNotNull();
            List<SourceRecord> second = worker.nextList();
            assertThat(second).extracting(SourceRecord::topic).containsExactly("lines", "lines-dead");
            assertThat(second).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(at(2), at(2)));
            assertThat(transactions.commits()).containsExactly(first.get(0), second.get(1));
        }
    }

    @Test
    void itemsThatAreNotAcknowledgedCountAsInFlight() {
        consumer.offer(0, "1");
        try (SourceWorker worker =
                manual().with("npipeline.max.in.flight.records", "1").start()) {
            pollUntilGiven(worker, "1");
            consumer.offer(0, "2");
            assertThat(worker.poll()).isNull();
            assertThat(sink.bodies()).containsExactly("1");

            sink.acknowledge("1");
            assertThat(worker.nextValues(1)).containsExactly("1");
            pollUntilGiven(worker, "1", "2");
        }
    }

    @Test
    void aLaterRecordOfTheKeyWaitsForTheAcknowledgement() {
        consumer.offer(0, "k", "1", new RecordHeaders())
                .offer(0, "k", "2", new RecordHeaders())
                .offer(0, "3");
        try (SourceWorker worker = manual().start()) {
            pollUntilGiven(worker, "1", "3");
            assertThat(worker.poll()).isNull();
            assertThat(sink.bodies()).containsExactlyInAnyOrder("1", "3");

            sink.acknowledge("1");
            assertThat(worker.nextValues(1)).containsExactly("1");
            pollUntilGiven(worker, "1", "3", "2");
            sink.acknowledge("3", "2");
            assertThat(worker.nextValues(2)).containsExactlyInAnyOrder("2", "3");
        }
    }

    @Test
    void anAcknowledgementOfTheRecordBeforeTheSinkCountsForIt() {
        consumer.offer(0, "1");
        try (SourceWorker worker = manual().start()) {
            pollUntilGiven(worker, "1");
            assertThat(worker.poll()).isNull();

            step.acknowledge("1");

            assertThat(worker.nextValues(1)).containsExactly("1");
        }
    }
}
