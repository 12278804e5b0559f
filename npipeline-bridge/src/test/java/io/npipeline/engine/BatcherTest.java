package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Origin;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Messages that go on in lists. A list "a", "b" is "a+b" to the sink. */
@Timeout(60)
class BatcherTest {

    private static final KafkaSourceNode<String> SOURCE = KafkaSourceNode.of(String.class);
    private static final Duration LONG = Duration.ofDays(1);

    private final ScriptedSink sink = new ScriptedSink();
    private final AtomicInteger settled = new AtomicInteger();

    /** A batcher in front of a sink to which a list "a", "b" is "a+b". */
    static EngineHarness.Setup batching(BatchLimits limits, SinkNode<String> sink) {
        return EngineHarness.of((pipeline, context) -> {
            var batcher = pipeline.<String>addBatcher("batcher", limits);
            var joined = pipeline.addTransform("joined", (List<String> bodies) -> String.join("+", bodies));
            pipeline.connect(pipeline.addSource("source", SOURCE), batcher);
            pipeline.connect(batcher, joined);
            pipeline.connect(joined, pipeline.addSink("sink", sink));
        });
    }

    private EngineHarness.Setup batching(BatchLimits limits) {
        return batching(limits, sink).onSettled(settled::incrementAndGet);
    }

    @Test
    void aFullBatchGoesOnAndSettlesAllItsMessagesAtItsEnd() throws Exception {
        Gate gate = sink.holding("a+b+c");
        try (EngineHarness harness = batching(BatchLimits.of(3, LONG)).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b", "c");
            gate.awaitCall();
            assertThat(harness.engine.settledRecords()).isZero();
            assertThat(partition.ownership.firstUnsettled()).isZero();
            gate.open();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("a+b+c");
            harness.until(() -> settled.get() == 3);
            assertThat(partition.ownership.isIdle()).isTrue();
        }
    }

    @Test
    void aBatchThatIsNotFullGoesOnWhenItsFirstMessageLingeredLongEnough() {
        try (EngineHarness harness =
                batching(BatchLimits.of(100, Duration.ofMillis(5))).start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(String.join("+", sink.written())).isEqualTo("a+b");
        }
    }

    @Test
    void bytesLimitABatchToo() {
        try (EngineHarness harness =
                batching(BatchLimits.of(100, LONG).withMaxBytes(25)).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b", "c", "d", "e");
            harness.until(() -> sink.written().size() == 2);
            assertThat(sink.written()).containsExactly("a+b", "c+d");
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            assertThat(sink.written()).containsExactly("a+b", "c+d", "e");
        }
    }

    @Test
    void whatComesWhileABatchRunsIsInTheNext() throws Exception {
        Gate gate = sink.holding("a");
        ScriptedSink handedOver = new ScriptedSink();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(3, Duration.ZERO));
                    var joined = pipeline.addTransform("joined", (List<String> bodies) -> String.join("+", bodies));
                    pipeline.connect(source, batcher);
                    pipeline.connect(source, pipeline.addTap("handed-over", handedOver));
                    pipeline.connect(batcher, joined);
                    pipeline.connect(joined, pipeline.addSink("sink", sink));
                })
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            gate.awaitCall();
            partition.putAllUnder("k", "b", "c", "d", "e");
            harness.until(() -> handedOver.written().contains("e"));
            assertThat(sink.calls()).containsExactly("a");
            gate.open();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("a", "b+c+d", "e");
        }
    }

    @Test
    void aBatchHoldsMessagesOfOnePartitionAndEachPartitionHasItsOwn() throws Exception {
        Gate gate = sink.holding("a+b");
        try (EngineHarness harness = batching(BatchLimits.of(2, LONG)).start()) {
            Partition first = harness.own(0);
            Partition second = harness.own(1);
            first.put("k", "a");
            second.put("k", "x");
            first.put("k", "b");
            gate.awaitCall();
            second.put("k", "y");
            harness.until(() -> sink.written().contains("x+y"));
            gate.open();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("x+y", "a+b");
        }
    }

    @Test
    void aTombstoneEndsTheBatchBeforeItAndGoesOnAlone() {
        try (EngineHarness harness = batching(BatchLimits.of(100, LONG)).start()) {
            Partition partition = harness.own(0);
            partition.submit("k", "a");
            partition.submit("k", "b");
            partition.submit("k", null);
            partition.submit("k", "c");
            harness.engine.dispatch();
            harness.until(() -> sink.written().contains("null"));
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            assertThat(String.join("+", sink.written())).isEqualTo("a+b+null+c");
        }
    }

    @Test
    void itsMessageHasNoKeyAndKnowsItsRecords() {
        List<KafkaMessage<List<String>>> messages = new CopyOnWriteArrayList<>();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, LONG));
                    pipeline.connect(pipeline.addSource("source", SOURCE), batcher);
                    pipeline.connect(batcher, pipeline.<List<String>>addSink("sink", messages::add));
                })
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            KafkaMessage<List<String>> message = messages.get(0);
            assertThat(message.body()).containsExactly("a", "b");
            assertThat(message.key()).isNull();
            assertThat(message.headers()).isEmpty();
            assertThat(message.origin())
                    .isEqualTo(new Origin.Batch(
                            List.of(new Origin.Kafka("orders", 0, 0), new Origin.Kafka("orders", 0, 1))));
            assertThat(message.metadata()).containsEntry("batchSize", 2).containsEntry("offset", 0L);
            assertThat(message.isAcknowledged()).isTrue();
        }
    }

    @Test
    void whatABatchProducesIsLeftOnTheEarliestOfItsDeliveries() throws Exception {
        Gate gate = new Gate();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var slow = pipeline.addTransform("slow", (String body) -> {
                        if (body.equals("early")) {
                            gate.pass();
                        }
                        return body;
                    });
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, LONG));
                    var joined = pipeline.addTransform("joined", (List<String> bodies) -> String.join("+", bodies));
                    pipeline.connect(pipeline.addSource("source", SOURCE), slow);
                    pipeline.connect(slow, batcher);
                    pipeline.connect(batcher, joined);
                    pipeline.connect(joined, pipeline.addSink("kafka", KafkaSinkNode.of(String.class)));
                })
                .start()) {
            Partition partition = harness.own(0);
            Delivery early = partition.put("1", "early");
            gate.awaitCall();
            Delivery late = partition.put("2", "late");
            gate.open();
            harness.untilSettled();
            assertThat(early.outputs()).hasSize(1);
            assertThat(late.outputs()).isEmpty();
        }
    }

    @Test
    void asyncFlatAndBatchNodesWorkBehindIt() throws Exception {
        ScriptedBatchSink batches = new ScriptedBatchSink();
        ScriptedStages stages = new ScriptedStages();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, LONG));
                    var joined = pipeline.addTransform("joined", (List<String> bodies) -> String.join("+", bodies));
                    var async = pipeline.addAsyncTransform("async", stages);
                    var apart = pipeline.addFlatTransform("apart", (List<String> bodies) -> bodies);
                    pipeline.connect(pipeline.addSource("source", SOURCE), batcher);
                    pipeline.connect(batcher, joined);
                    pipeline.connect(joined, async);
                    pipeline.connect(async, pipeline.addBatchSink("batches", batches, BatchLimits.of(2, LONG)));
                    pipeline.connect(batcher, apart);
                    pipeline.connect(apart, pipeline.addSink("sink", sink));
                })
                .onSettled(settled::incrementAndGet)
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b", "c", "d");
            stages.next("a+b").complete("A+B");
            stages.next("c+d").complete("C+D");
            harness.untilSettled();
            assertThat(batches.written()).containsExactly(List.of("A+B", "C+D"));
            assertThat(sink.written()).containsExactly("a", "b", "c", "d");
            harness.until(() -> settled.get() == 4);
        }
    }

    @Test
    void aDrainDoesNotLinger() {
        try (EngineHarness harness = batching(BatchLimits.of(100, LONG)).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b");
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            assertThat(String.join("+", sink.written())).isEqualTo("a+b");
        }
    }

    @Test
    void acknowledgingABatchDeclaresAllItsMessagesProcessed() throws Exception {
        CompletableFuture<Void> acknowledged = new CompletableFuture<>();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, LONG));
                    pipeline.connect(pipeline.addSource("source", SOURCE), batcher);
                    pipeline.connect(batcher, pipeline.addSink("sink", (KafkaMessage<List<String>> message) -> {
                        message.acknowledge().thenAccept(acknowledged::complete);
                        throw new IOException("ignored");
                    }));
                })
                .onSettled(settled::incrementAndGet)
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            harness.until(acknowledged::isDone);
            harness.until(() -> settled.get() == 2);
        }
    }
}
