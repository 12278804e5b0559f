package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.NullKafkaMetrics;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.NodeContext;
import io.npipeline.node.SinkNode;
import io.npipeline.records.SinkRecordReader;
import io.npipeline.testing.RecordedEvents;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the engine, and what reads its records, tell of. */
@Timeout(60)
class KafkaMetricsTest {

    private static final Duration FOREVER = Duration.ofDays(1);

    /** So many that one of 64 is among them, but for one time in 10^13. */
    private static final int MANY = 2_000;

    private final RecordedEvents metrics = new RecordedEvents();

    record Order(String id, int amount) {}

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    @Test
    void eachWriteOfABatchSinkIsToldOf() {
        ScriptedBatchSink sink = new ScriptedBatchSink().failing("a", injected());
        try (EngineHarness harness = EngineHarness.into(sink, BatchLimits.of(2, FOREVER))
                .policy(retrying(1, NodeErrorDecision.FAIL))
                .metrics(metrics)
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(metrics.events()).containsExactly("batch of 2 from orders", "batch of 2 from orders");
        }
    }

    @Test
    void soIsEachTransactionWithMessages() {
        ScriptedStore store = new ScriptedStore();
        try (EngineHarness harness = EngineHarness.into(store, BatchLimits.of(2, FOREVER))
                .metrics(metrics)
                .start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAllUnder("k", "a", "b");
            harness.untilSettled();
            partition.putAllUnder("k", "drop");
            harness.untilSettled();
            harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE);
            assertThat(store.position(0)).isEqualTo(3);
            assertThat(metrics.events())
                    .filteredOn(event -> event.startsWith("batch"))
                    .containsExactly("batch of 2 from orders");
        }
    }

    @Test
    void batchesAreToldOfUnderWhereTheirFirstMessageWasRead() {
        Origin item = new Origin.Source(Map.of("file", "a.csv"), Map.of("line", 7));
        Origin batch = new Origin.Batch(List.of(new Origin.Kafka("orders", 0, 5), item));
        assertThat(BatchTopic.of(KafkaMessage.detached("a", null, item))).isEqualTo("{file=a.csv}");
        assertThat(BatchTopic.of(KafkaMessage.detached("a", null, batch))).isEqualTo("orders");
    }

    @Test
    void eachBodyThatCannotBeReadIsToldOfAndSomeThatCan() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(Order.class)),
                        pipeline.addSink("sink", (KafkaMessage<Order> message) -> message.body())))
                .reader(new SinkRecordReader(Order.class, metrics))
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0);
            partition.submitRecord("k", "{\"id\":\"a\",\"amount\":\"many\"}");
            for (int i = 0; i < MANY; i++) {
                partition.submitRecord("k", Map.of("id", "a", "amount", i));
            }
            partition.submitRecord("k", null);
            harness.engine.dispatch();
            harness.untilSettled();
            assertThat(harness.engine.counters().skippedRecords()).isEqualTo(1);
            assertThat(metrics.events())
                    .filteredOn(event -> event.startsWith("cannot"))
                    .singleElement()
                    .asString()
                    .startsWith("cannot deserialize a Order: ");
            assertThat(metrics.events()).contains("deserialized a Order").hasSizeLessThan(MANY / 4);
        }
    }

    @Test
    void soAreBodiesThatAreWritten() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(Double.class)),
                        pipeline.addSink("out", KafkaSinkNode.of(Double.class))))
                .metrics(metrics)
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0);
            for (int i = 0; i < MANY; i++) {
                partition.submitMessage("k", 1.5, MessageHeaders.EMPTY);
            }
            harness.engine.dispatch();
            harness.untilSettled();
            assertThat(metrics.events()).contains("serialized a Double").hasSizeLessThan(MANY / 4);
        }
    }

    record Counts(Map<String, Integer> byName) {}

    @Test
    void soIsEachBodyThatCannotBeWritten() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", KafkaSourceNode.of(Counts.class)),
                        pipeline.addSink("out", KafkaSinkNode.of(Counts.class))))
                .metrics(metrics)
                .policy(retrying(1, NodeErrorDecision.SKIP))
                .start()) {
            Map<String, Integer> withoutName = new HashMap<>();
            withoutName.put(null, 1);
            harness.own(0).submitMessage("k", new Counts(withoutName), MessageHeaders.EMPTY);
            harness.engine.dispatch();
            harness.untilSettled();
            assertThat(metrics.events())
                    .filteredOn(event -> event.startsWith("cannot serialize a Counts: "))
                    .hasSize(2);
        }
    }

    /** A sink that tells of an event of its own. */
    private static final class TellingSink implements SinkNode<String> {
        private @Nullable KafkaMetrics metrics;

        @Override
        public void open(NodeContext context) {
            metrics = context.metrics();
        }

        @Override
        public void write(KafkaMessage<String> message) {
            if (metrics != null) {
                metrics.recordBatchSize("own", 1);
            }
        }
    }

    @Test
    void nodesCanTellToo() {
        try (EngineHarness harness =
                EngineHarness.into(new TellingSink()).metrics(metrics).start()) {
            assertThat(harness.engine.metrics()).isSameAs(metrics);
            harness.own(0).putAll("a");
            harness.untilSettled();
            assertThat(metrics.events()).containsExactly("batch of 1 from own");
        }
    }

    @Test
    void aContextOfATestsOwnHasMetricsThatDoNothing() {
        NodeContext context = new NodeContext() {
            @Override
            public String nodeName() {
                return "node";
            }

            @Override
            public String connectorName() {
                return "connector";
            }

            @Override
            public int taskId() {
                return 0;
            }

            @Override
            public boolean stopping() {
                return false;
            }
        };
        assertThat(context.metrics()).isSameAs(NullKafkaMetrics.INSTANCE);
    }
}
