package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When batches are written, and with what. */
class BatchSinkTest {

    private static final Duration FOREVER = Duration.ofDays(1);
    private static final Duration SHORT = Duration.ofMillis(20);

    private final ScriptedBatchSink sink = new ScriptedBatchSink();

    @Test
    void bytesLimitABatchAndALargerMessageIsOneByItself() {
        for (int maxBytes : new int[] {25, 5}) {
            ScriptedBatchSink limited = new ScriptedBatchSink();
            BatchLimits limits = BatchLimits.of(100, Duration.ofDays(1)).withMaxBytes(maxBytes);
            try (EngineHarness harness = EngineHarness.into(limited, limits).start()) {
                harness.own(0).putAllUnder("k", "a", "b", "c", "d", "e");
                harness.until(() -> limited.written().size() == (maxBytes == 25 ? 2 : 5));
                assertThat(limited.written())
                        .allSatisfy(batch -> assertThat(batch).hasSize(maxBytes == 25 ? 2 : 1));
            }
        }
    }

    @Test
    void aFullBatchIsWrittenAtOnceAndTheRestWaits() {
        try (EngineHarness harness =
                EngineHarness.into(sink, BatchLimits.of(3, FOREVER)).start()) {
            harness.own(0).putAllUnder("k", "a", "b", "c", "d", "e", "f", "g");
            harness.until(() -> harness.engine.settledRecords() == 6);
            assertThat(sink.written()).containsExactly(List.of("a", "b", "c"), List.of("d", "e", "f"));
            assertThat(harness.engine.inFlightRecords()).isEqualTo(1);
        }
    }

    /** Were it to queue behind all lanes that are ready, a batch would be as late as the whole backlog is long. */
    @Test
    void aFullBatchIsWrittenBeforeTheBacklogIsWorkedOff() {
        int backlog = 500;
        AtomicInteger begun = new AtomicInteger();
        AtomicInteger begunAtFirstWrite = new AtomicInteger();
        PipelineDefinition pipeline = (builder, context) -> {
            var source = builder.addSource("orders", KafkaSourceNode.of(String.class));
            var count = builder.addTransform("count", (String body) -> {
                begun.incrementAndGet();
                return body;
            });
            var batches = builder.addBatchSink(
                    "batches",
                    (List<KafkaMessage<String>> batch) -> begunAtFirstWrite.compareAndSet(0, begun.get()),
                    BatchLimits.of(10, FOREVER));
            builder.connect(source, count);
            builder.connect(count, batches);
        };
        try (EngineHarness harness = EngineHarness.of(pipeline).parallelism(1).start()) {
            Partition partition = harness.own(0);
            for (int i = 0; i < backlog; i++) {
                partition.submit("key-" + i, "body");
            }
            harness.engine.dispatch();
            harness.untilSettled();
        }
        assertThat(begunAtFirstWrite).hasValue(10);
    }

    @Test
    void aBatchThatStaysShortIsWrittenAfterItsLinger() {
        try (EngineHarness harness =
                EngineHarness.into(sink, BatchLimits.of(100, SHORT)).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b");
            harness.untilSettled();
            partition.put("k", "c");
            harness.untilSettled();
            assertThat(sink.written().stream().flatMap(List::stream)).containsExactly("a", "b", "c");
            assertThat(sink.written()).hasSizeGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void theLingerCountsFromTheFirstMessageWhateverComesLater() {
        try (EngineHarness harness = EngineHarness.into(sink, BatchLimits.of(Integer.MAX_VALUE, SHORT))
                .start()) {
            Partition partition = harness.own(0);
            // Messages keep coming closer together than the linger; were each to restart it, no batch would ever end.
            harness.until(() -> {
                partition.put("k", "x");
                return !sink.written().isEmpty();
            });
            assertThat(harness.failure()).isNull();
        }
    }

    @Test
    void aZeroLingerWritesWithoutWaiting() {
        try (EngineHarness harness =
                EngineHarness.into(sink, BatchLimits.of(100, Duration.ZERO)).start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly(List.of("a"));
        }
    }

    @Test
    void aDrainWritesWhatLingers() {
        try (EngineHarness harness =
                EngineHarness.into(sink, BatchLimits.of(100, FOREVER)).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b");
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            assertThat(sink.written().stream().flatMap(List::stream)).containsExactly("a", "b");
        }
    }

    @Test
    void lingeringGoesOnAfterADrain() {
        try (EngineHarness harness =
                EngineHarness.into(sink, BatchLimits.of(2, FOREVER)).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            partition.put("k", "b");
            partition.put("k", "c");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly(List.of("a"), List.of("b", "c"));
        }
    }

    @Test
    void nothingLingersWhileTheIntakeIsPaused() {
        try (EngineHarness harness =
                EngineHarness.into(sink, BatchLimits.of(100, FOREVER)).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "before");
            harness.engine.intakePaused(true);
            harness.untilSettled();
            partition.put("k", "meanwhile");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly(List.of("before"), List.of("meanwhile"));
        }
    }

    @Test
    void lingeringGoesOnAfterThePauseOfTheIntake() {
        try (EngineHarness harness =
                EngineHarness.into(sink, BatchLimits.of(2, FOREVER)).start()) {
            Partition partition = harness.own(0);
            harness.engine.intakePaused(true);
            partition.put("k", "a");
            harness.untilSettled();
            harness.engine.intakePaused(false);
            partition.put("k", "b");
            partition.put("k", "c");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly(List.of("a"), List.of("b", "c"));
        }
    }

    @Test
    void aDrainDoesNotEndThePauseOfTheIntake() {
        try (EngineHarness harness =
                EngineHarness.into(sink, BatchLimits.of(100, FOREVER)).start()) {
            Partition partition = harness.own(0);
            harness.engine.intakePaused(true);
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            partition.put("k", "a");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly(List.of("a"));
        }
    }

    @Test
    void oneBatchIsWrittenAtATimeInTheOrderOfEachKey() throws Exception {
        Gate gate = sink.holding("k0-0");
        try (EngineHarness harness = EngineHarness.into(sink, BatchLimits.of(7, Duration.ofMillis(1)))
                .parallelism(8)
                .start()) {
            Partition partition = harness.own(0);
            for (int number = 0; number < 200; number++) {
                for (int key = 0; key < 5; key++) {
                    partition.put("k" + key, "k" + key + "-" + number);
                    if (number == 0 && key == 0) {
                        gate.awaitCall();
                        gate.open();
                    }
                }
            }
            harness.untilSettled();
        }
        assertThat(sink.overlapped()).isFalse();
        assertThat(sink.written()).allMatch(batch -> batch.size() <= 7);
        for (int key = 0; key < 5; key++) {
            String prefix = "k" + key + "-";
            assertThat(sink.written().stream().flatMap(List::stream).filter(body -> body.startsWith(prefix)))
                    .extracting(body -> Integer.parseInt(body.substring(prefix.length())))
                    .hasSize(200)
                    .isSorted();
        }
    }

    @Test
    void lanesGoOnWhileABatchIsWritten() throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = EngineHarness.into(sink, BatchLimits.of(2, FOREVER))
                .parallelism(2)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b", "c", "d");
            gate.awaitCall();
            partition.putAllUnder("k", "e", "f");
            gate.open();
            harness.untilSettled();
            assertThat(sink.written()).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e", "f"));
        }
    }

    @Test
    void tombstonesAreWrittenToo() {
        try (EngineHarness harness =
                EngineHarness.into(sink, BatchLimits.of(2, FOREVER)).start()) {
            harness.own(0).putAllUnder("k", "a");
            harness.own(1).put("k", null);
            harness.untilSettled();
            assertThat(sink.written().get(0)).containsExactlyInAnyOrder("a", "null");
        }
    }
}
