package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Batches that fail behind a batcher. A list "a", "b" is "a+b" to the sink. */
@Timeout(60)
class BatcherFailureTest {

    private static final KafkaSourceNode<String> SOURCE = KafkaSourceNode.of(String.class);
    private static final Duration LONG = Duration.ofDays(1);

    private final ScriptedSink sink = new ScriptedSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();
    private final AtomicInteger settled = new AtomicInteger();

    private EngineHarness.Setup batching(BatchLimits limits) {
        return BatcherTest.batching(limits, sink).onSettled(settled::incrementAndGet);
    }

    @Test
    void aBatchIsRetriedWholeAndLaterOnesOfItsPartitionWait() {
        sink.failing("a+b", new IOException("injected"), new IOException("injected"));
        try (EngineHarness harness = batching(BatchLimits.of(2, LONG))
                .policy(retrying(2, NodeErrorDecision.FAIL))
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b", "c", "d");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("a+b", "a+b", "a+b", "c+d");
        }
    }

    @Test
    void aSkippedBatchSettlesAllItsMessages() {
        sink.failing("a+b", new IOException("injected"));
        try (EngineHarness harness = batching(BatchLimits.of(2, LONG))
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b", "c", "d");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("c+d");
            harness.until(() -> settled.get() == 4);
        }
    }

    @Test
    void theDeadLetterOfABatchNamesItsRecords() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, LONG));
                    pipeline.connect(pipeline.addSource("source", SOURCE), batcher);
                    pipeline.connect(batcher, pipeline.addSink("sink", (KafkaMessage<List<String>> message) -> {
                        throw new IOException("injected");
                    }));
                })
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .onSettled(settled::incrementAndGet)
                .start()) {
            harness.own(3).putAllUnder("k", "a", "b");
            HeldDeadLetters.Attempt letter = letters.next();
            assertThat(letter.letter().envelope().nodeId()).isEqualTo("sink");
            assertThat(letter.letter().envelope().originalItem()).isEqualTo(List.of("a", "b"));
            assertThat(letter.letter().envelope().partition()).isEqualTo(3);
            assertThat(letter.letter().envelope().offset()).isZero();
            assertThat(letter.letter().headers().last("x-original-offsets"))
                    .hasValueSatisfying(header -> assertThat(header.value()).isEqualTo("0,1"));
            assertThat(settled).hasValue(0);
            letter.complete();
            harness.untilSettled();
            assertThat(letters.handled()).hasSize(1);
            harness.until(() -> settled.get() == 2);
        }
    }

    @Test
    void theTasksFailureNamesTheBatch() {
        sink.failing("a+b", new IOException("injected"));
        try (EngineHarness harness = batching(BatchLimits.of(2, LONG)).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b");
            assertThat(harness.untilFailed())
                    .hasMessageStartingWith(
                            "Node \"sink\" failed on a batch of 2 records from topic orders, partition 0, "
                                    + "offset 0 at attempt 1: ");
            assertThat(partition.ownership.firstUnsettled()).isZero();
        }
    }
}
