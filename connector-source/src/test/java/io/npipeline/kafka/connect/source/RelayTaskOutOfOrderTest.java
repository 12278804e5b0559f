package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Outputs that leave a relay before those of records that were read earlier, and what a restart makes of that. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class RelayTaskOutOfOrderTest {

    private final ScriptedConsumer consumer = new ScriptedConsumer(1);
    private final ScriptedStep step = new ScriptedStep();

    private static Map<String, Object> at(long offset) {
        return Map.of("v", 1L, "offset", offset);
    }

    private static Map<String, ?> last(List<SourceRecord> list) {
        return list.get(list.size() - 1).sourceOffset();
    }

    /** Polls until all of them came, in whatever lists; returns the last position. */
    private static Map<String, Object> take(SourceWorker worker, String... values) {
        Set<Object> missing = new HashSet<>(List.of(values));
        Map<String, Object> position = Map.of();
        while (!missing.isEmpty()) {
            List<SourceRecord> list = worker.nextList();
            list.forEach(record -> assertThat(missing.remove(record.value()))
                    .as("%s is expected", record.value())
                    .isTrue());
            position = Map.copyOf(last(list));
        }
        return position;
    }

    @Test
    void aKeyThatIsStuckHoldsUpNoOtherOfItsPartition() {
        step.holding("1");
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            take(worker, "2", "3");

            consumer.offer(0, "4");
            take(worker, "4");

            step.letGo("1");
            assertThat(take(worker, "1")).isEqualTo(at(4));
        }
    }

    @Test
    void outputsOfAKeyKeepItsOrder() {
        step.holding("1");
        consumer.offer(0, "k", "1", new RecordHeaders())
                .offer(0, "k", "2", new RecordHeaders())
                .offer(0, "3");
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            take(worker, "3");
            assertThat(worker.poll()).isNull();

            step.letGo("1");
            assertThat(worker.nextValues(2)).containsExactly("1", "2");
        }
    }

    @Test
    void aRestartRepeatsOnlyWhatDidNotLeave() {
        step.holding("1", "3");
        consumer.offer(0, "0", "1", "2", "3", "4");
        Map<String, Object> stored;
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            stored = take(worker, "0", "2", "4");
            assertThat(stored).containsEntry("offset", 1L).containsKey("done");
        }

        ScriptedConsumer again = new ScriptedConsumer(1).offer(0, "0", "1", "2", "3", "4", "5");
        again.updateEndOffsets(Map.of(partition(0), 6L));
        try (SourceWorker worker = SourceWorker.relay(again, new ScriptedStep())
                .stored(partition(0), stored)
                .start()) {
            assertThat(take(worker, "1", "3", "5")).isEqualTo(at(6));
            assertThat(worker.poll()).isNull();
        }
    }

    @Test
    void whatAnEarlierTaskDidStaysKnownUntilItIsReadAgain() {
        step.holding("1");
        consumer.offer(0, "1", "2", "3", "4");
        Map<String, Object> stored;
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            stored = take(worker, "2", "3", "4");
        }

        // This task reads no further than the first record before it stores a position.
        ScriptedConsumer shorter = new ScriptedConsumer(1).offer(0, "1");
        shorter.updateEndOffsets(Map.of(partition(0), 4L));
        Map<String, Object> second;
        try (SourceWorker worker = SourceWorker.relay(shorter, new ScriptedStep())
                .stored(partition(0), stored)
                .start()) {
            second = take(worker, "1");
        }

        ScriptedConsumer whole = new ScriptedConsumer(1).offer(0, "1", "2", "3", "4", "5");
        whole.updateEndOffsets(Map.of(partition(0), 5L));
        try (SourceWorker worker = SourceWorker.relay(whole, new ScriptedStep())
                .stored(partition(0), second)
                .start()) {
            take(worker, "5");
        }
    }

    @Test
    void withoutTransactionsTheRecordsOfAListCarryWhatLeftBeforeIt() {
        step.holding("1", "2", "3");
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            worker.pollUntil(() -> assertThat(step.seen()).contains("1", "2", "3"));
            step.letGo("2");
            Map<String, Object> afterTwo = take(worker, "2");
            step.letGo("1");
            step.letGo("3");
            await().until(() -> step.areSettled("1", "3"));

            assertThat(worker.nextList()).extracting(SourceRecord::sourceOffset).isEqualTo(List.of(afterTwo, at(3)));
        }
    }

    /** The position is behind three records, of which the first is open; the log has two others. */
    private SourceWorker afterThreeRecordsOnALogOfTwo() {
        step.holding("1");
        consumer.offer(0, "1", "2", "3");
        Map<String, Object> stored;
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            stored = take(worker, "2", "3");
        }
        ScriptedConsumer other = new ScriptedConsumer(1).offer(0, "other 1", "other 2");
        other.updateEndOffsets(Map.of(partition(0), 2L));
        return SourceWorker.relay(other, new ScriptedStep()).stored(partition(0), stored);
    }

    @Test
    void aLogThatLostRelayedRecordsMayFailTheTask() {
        try (SourceWorker worker = afterThreeRecordsOnALogOfTwo()
                .with("npipeline.source.position.lost", "fail")
                .start()) {
            await().untilAsserted(() -> assertThatThrownBy(worker::poll)
                    .isInstanceOf(ConnectException.class)
                    .hasMessageContaining("partition 0, ends at 2, and records up to 3 were relayed of it"));
        }
    }

    @Test
    void whatWasRelayedOfALogThatWasCutOffSaysNothingOfTheOneInItsPlace() {
        try (SourceWorker worker = afterThreeRecordsOnALogOfTwo().start()) {
            take(worker, "other 1", "other 2");
        }
    }

    @Test
    void whatIsReadOfACutLogWaitsForWhatWasReadBefore() {
        step.holding("2");
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = SourceWorker.relay(consumer, step).start()) {
            take(worker, "1", "3");
            consumer.failing(new LogTruncationException(Map.of(partition(0), 3L), Map.of()));
            consumer.skipTo(0, 0).offer(0, "other 1");
            assertThat(worker.poll()).isNull();
            assertThat(step.seen()).doesNotContain("other 1");

            step.letGo("2");
            assertThat(take(worker, "2")).isEqualTo(at(3));
            assertThat(take(worker, "other 1")).isEqualTo(at(1));
        }
    }

    @Test
    void aDoneSetThatCannotBeReadIsRefused() {
        SourceWorker worker = SourceWorker.relay(consumer, step)
                .stored(partition(0), Map.of("v", 1L, "offset", 3L, "done", "no map"));

        assertThatThrownBy(worker::start)
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("of \"done\": it cannot be read");
    }

    @Test
    void whereMessagesAreGatheredOutputsLeaveInTheOrderOfReading() {
        step.holding("1");
        consumer.offer(0, "1", "2", "3");
        try (SourceWorker worker = SourceWorker.relay(consumer, (pipeline, context) -> {
                    var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
                    var check = pipeline.addMessageTransform("check", step);
                    var pairs = pipeline.<String>addBatcher("pairs", BatchLimits.of(1, Duration.ofHours(1)));
                    var joined = pipeline.<List<String>, String>addTransform("join", list -> String.join("+", list));
                    pipeline.connect(orders, check);
                    pipeline.connect(check, pairs);
                    pipeline.connect(pairs, joined);
                    pipeline.connect(joined, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
                })
                .start()) {
            worker.pollUntil(() -> assertThat(step.areSettled("2", "3")).isTrue());
            assertThat(worker.poll()).isNull();

            step.letGo("1");
            assertThat(worker.nextValues(3)).containsExactly("1", "2", "3");
        }
    }
}
