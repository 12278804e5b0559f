package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Partitions are given up while messages wait at a batcher or run in a batch. A list "a", "b" is "a+b" to the sink. */
@Timeout(60)
class BatcherReleaseTest {

    private static final KafkaSourceNode<String> SOURCE = KafkaSourceNode.of(String.class);
    private static final Duration LONG = Duration.ofDays(1);
    private static final FailurePolicy BACK_OFF_LONG = backingOff(3, Duration.ofHours(1), NodeErrorDecision.FAIL);

    private final ScriptedSink sink = new ScriptedSink();

    private EngineHarness.Setup batching(BatchLimits limits) {
        return BatcherTest.batching(limits, sink);
    }

    @Test
    void whatWaitsForAPartitionThatIsGivenUpIsDropped() {
        try (EngineHarness harness =
                batching(BatchLimits.of(2, LONG)).parallelism(1).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "lost");
            // With one worker the other partition's batch runs after the first message was handed over.
            harness.own(1).putAllUnder("k", "x", "y");
            harness.until(() -> sink.written().contains("x+y"));
            partition.release();
            harness.until(() -> harness.engine.settledRecords() == 3);
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("x+y", "a+b");
        }
    }

    @Test
    void aMessageThatComesAfterTheReleaseIsDroppedToo() throws Exception {
        Gate gate = new Gate();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var slow = pipeline.addTransform("slow", (String body) -> {
                        gate.pass();
                        return body;
                    });
                    var batcher = pipeline.<String>addBatcher("batcher", BatchLimits.of(2, LONG));
                    pipeline.connect(pipeline.addSource("source", SOURCE), slow);
                    pipeline.connect(slow, batcher);
                    pipeline.connect(
                            batcher,
                            pipeline.addSink(
                                    "sink",
                                    (KafkaMessage<List<String>> message) -> sink.write(message.withBody("never"))));
                })
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "lost");
            gate.awaitCall();
            partition.release();
            gate.open();
            harness.untilSettled();
            assertThat(sink.calls()).isEmpty();
        }
    }

    @Test
    void theNewEpochWaitsForABatchOfTheOldAndABackoffEndsWithTheRelease() throws Exception {
        Gate gate = sink.holding("old+old");
        try (EngineHarness harness =
                batching(BatchLimits.of(2, LONG)).policy(BACK_OFF_LONG).start()) {
            Partition old = harness.own(0);
            old.putAllUnder("k", "old", "old");
            gate.awaitCall();
            old.release();
            harness.own(0).putAllUnder("k", "a", "b");
            harness.until(() -> harness.engine.inFlightRecords() == 4);
            assertThat(sink.calls()).containsExactly("old+old");
            gate.open();
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("old+old", "a+b");
        }
        ScriptedSink retried = sink.failing("x+y", new IOException("injected"));
        try (EngineHarness harness =
                batching(BatchLimits.of(2, LONG)).policy(BACK_OFF_LONG).start()) {
            Partition old = harness.own(0);
            old.putAllUnder("k", "x", "y");
            harness.until(() -> retried.calls().contains("x+y"));
            old.release();
            harness.own(0).putAllUnder("k", "c", "d");
            harness.untilSettled();
            assertThat(sink.calls()).endsWith("x+y", "c+d");
        }
    }
}
