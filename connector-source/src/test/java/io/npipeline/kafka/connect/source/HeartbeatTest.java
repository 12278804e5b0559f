package io.npipeline.kafka.connect.source;

import static io.npipeline.kafka.connect.source.ScriptedConsumer.partition;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.storage.StringConverter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

/** Records that carry the positions of partitions whose records are filtered. */
@Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
class HeartbeatTest {

    private static final PipelineDefinition UNCOMMENTED = (pipeline, context) -> {
        var orders = pipeline.addSource("orders", KafkaSourceNode.of(String.class));
        var uncommented = pipeline.<String>addFilter("uncommented", text -> !text.startsWith("#"));
        pipeline.connect(orders, uncommented);
        pipeline.connect(uncommented, pipeline.addSink("lines", KafkaSinkNode.of(String.class)));
    };

    private final ScriptedConsumer consumer = new ScriptedConsumer(2);

    private SourceWorker worker() {
        return SourceWorker.relay(consumer, UNCOMMENTED)
                .with("npipeline.heartbeat.topic", "heartbeats")
                .with("npipeline.heartbeat.interval.ms", "100");
    }

    @Test
    void theProgressOfAFilteredStretchIsWritten() {
        consumer.offer(0, "#1", "#2");
        try (SourceWorker worker = worker().start()) {
            List<SourceRecord> list = worker.nextList();

            assertThat(list).hasSize(1);
            SourceRecord heartbeat = list.get(0);
            assertThat(heartbeat.topic()).isEqualTo("heartbeats");
            assertThat(heartbeat.sourcePartition()).isEqualTo(TopicPartitions.stored(partition(0)));
            assertThat(heartbeat.sourceOffset()).isEqualTo(Map.of("v", 1L, "offset", 2L));
            assertThat(heartbeat.key()).isEqualTo(worker.name() + "/{partition=0, topic=orders}");
            Struct value = (Struct) heartbeat.value();
            assertThat(value.getString("connector")).isEqualTo(worker.name());
            assertThat(value.getString("partition")).isEqualTo("{partition=0, topic=orders}");
            assertThat(value.get("time")).isNotNull();
        }
    }

    @Test
    void aPositionThatDidNotMoveIsNotWrittenAgain() {
        consumer.offer(0, "#1");
        try (SourceWorker worker = worker().start()) {
            assertThat(worker.nextList()).hasSize(1);
            assertThat(worker.poll()).isNull();
        }
    }

    @Test
    void aPositionThatAnOutputCarriedIsNotWritten() {
        consumer.offer(0, "1");
        try (SourceWorker worker = worker().start()) {
            assertThat(worker.nextList()).extracting(SourceRecord::topic).containsExactly("lines");
            assertThat(worker.poll()).isNull();
        }
    }

    @Test
    void whereValuesAreTextAHeartbeatIsJson() {
        consumer.offer(0, "#1");
        try (SourceWorker worker = worker().with("value.converter", StringConverter.class.getName())
                .start()) {
            assertThat(worker.nextList().get(0).value())
                    .asString()
                    .startsWith("{\"connector\":\"" + worker.name() + "\",\"task\":0,");
        }
    }

    @Test
    void inATransactionTheListEndsWithTheHeartbeat() {
        FakeTransactionContext transactions = new FakeTransactionContext();
        consumer.offer(0, "#1");
        try (SourceWorker worker = worker().withTransactions(transactions).start()) {
            assertThat(transactions.commits()).isEmpty();
            List<SourceRecord> list = worker.nextList();
            assertThat(transactions.commits()).containsExactly(list.get(list.size() - 1));
        }
    }
}
