package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A delivery is settled once, after the last of its branches. */
class SettlementTest {

    private final ScriptedSink left = new ScriptedSink();
    private final ScriptedSink right = new ScriptedSink();
    private final AtomicInteger settled = new AtomicInteger();

    private static List<String> words(String line) {
        return line.isEmpty() ? List.of() : Arrays.asList(line.split(" "));
    }

    private static List<String> letters(String word) {
        return Arrays.asList(word.split(""));
    }

    private EngineHarness fanOut() {
        return EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    pipeline.connect(source, pipeline.addSink("left", left));
                    pipeline.connect(source, pipeline.addSink("right", right));
                })
                .onSettled(settled::incrementAndGet)
                .start();
    }

    @Test
    void aFanOutIsSettledAfterItsLastBranch() throws Exception {
        Gate gate = right.holding("a");
        try (EngineHarness harness = fanOut()) {
            Delivery delivery = harness.own(0).put("k", "a");
            gate.awaitCall();
            assertThat(left.written()).containsExactly("a");
            assertThat(delivery.isSettled()).isFalse();
            gate.open();
            harness.untilSettled();
            assertThat(delivery.isSettled()).isTrue();
            assertThat(right.written()).containsExactly("a");
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void aPartitionThatIsGivenUpBetweenTwoBranchesEndsTheDeliveryBeforeTheSecond() throws Exception {
        Gate gate = left.holding("a");
        try (EngineHarness harness = fanOut()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            gate.awaitCall();
            partition.release();
            gate.open();
            harness.untilSettled();
            assertThat(left.written()).containsExactly("a");
            assertThat(right.calls()).isEmpty();
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void aFlatTransformSendsEachResultToEachOutputInOrder() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var words = pipeline.addFlatTransform("words", SettlementTest::words);
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), words);
                    pipeline.connect(words, pipeline.addSink("left", left));
                    pipeline.connect(words, pipeline.addSink("right", right));
                })
                .onSettled(settled::incrementAndGet)
                .start()) {
            harness.own(0).putAllUnder("k", "", "one", "two three four");
            harness.untilSettled();
            assertThat(left.written()).containsExactly("one", "two", "three", "four");
            assertThat(right.written()).containsExactly("one", "two", "three", "four");
            harness.until(() -> settled.get() == 3);
        }
    }

    @Test
    void flatTransformsNestBehindAFanOut() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    var words = pipeline.addFlatTransform("words", SettlementTest::words);
                    var letters = pipeline.addFlatTransform("letters", SettlementTest::letters);
                    pipeline.connect(source, words);
                    pipeline.connect(words, letters);
                    pipeline.connect(letters, pipeline.addSink("left", left));
                    pipeline.connect(source, pipeline.addSink("right", right));
                })
                .onSettled(settled::incrementAndGet)
                .start()) {
            harness.own(0).put("k", "ab cd");
            harness.untilSettled();
            assertThat(left.written()).containsExactly("a", "b", "c", "d");
            assertThat(right.written()).containsExactly("ab cd");
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void aNodeThatTwoBranchesLeadToRunsForEach() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    var upper = pipeline.addTransform("upper", (String body) -> body.toUpperCase(Locale.ROOT));
                    var twice = pipeline.addTransform("twice", (String body) -> body + body);
                    var sink = pipeline.addSink("left", left);
                    pipeline.connect(source, upper);
                    pipeline.connect(source, twice);
                    pipeline.connect(upper, sink);
                    pipeline.connect(twice, sink);
                })
                .onSettled(settled::incrementAndGet)
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(left.written()).containsExactly("A", "aa");
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void aFilteredBodyIsSettledWithoutReachingTheSink() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var filter = pipeline.addFilter("long", (String body) -> body.length() > 1);
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), filter);
                    pipeline.connect(filter, pipeline.addSink("left", left));
                })
                .onSettled(settled::incrementAndGet)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "bb", "c");
            harness.untilSettled();
            assertThat(left.calls()).containsExactly("bb");
            harness.until(() -> settled.get() == 3);
            assertThat(partition.ownership.isIdle()).isTrue();
        }
    }

    @Test
    void tombstonesPassNodesThatLookAtBodiesAndReachThoseThatLookAtMessages() {
        AtomicInteger transformed = new AtomicInteger();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var filter = pipeline.addFilter("none", (String body) -> false);
                    var transform = pipeline.addTransform("transform", (String body) -> "never");
                    var flat = pipeline.addFlatTransform("flat", (String body) -> List.of("never", "never"));
                    var message = pipeline.<String, String>addMessageTransform("message", whole -> {
                        transformed.incrementAndGet();
                        return whole;
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), filter);
                    pipeline.connect(filter, transform);
                    pipeline.connect(transform, flat);
                    pipeline.connect(flat, message);
                    pipeline.connect(message, pipeline.addSink("left", left));
                })
                .onSettled(settled::incrementAndGet)
                .start()) {
            harness.own(0).put("k", null);
            harness.untilSettled();
            assertThat(left.written()).containsExactly("null");
            assertThat(transformed).hasValue(1);
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void everyMessageHandedToABatchHoldsAShare() throws Exception {
        ScriptedBatchSink batches = new ScriptedBatchSink();
        Gate gate = batches.holding("a");
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var words = pipeline.addFlatTransform("words", SettlementTest::words);
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), words);
                    pipeline.connect(
                            words, pipeline.addBatchSink("batches", batches, BatchLimits.of(1, Duration.ZERO)));
                    pipeline.connect(words, pipeline.addSink("left", left));
                })
                .onSettled(settled::incrementAndGet)
                .start()) {
            Delivery delivery = harness.own(0).put("k", "a b c");
            gate.awaitCall();
            harness.until(() -> left.written().size() == 3);
            assertThat(delivery.isSettled()).isFalse();
            gate.open();
            harness.untilSettled();
            assertThat(batches.written()).containsExactly(List.of("a"), List.of("b"), List.of("c"));
            harness.until(() -> settled.get() == 1);
        }
    }

    @Test
    void whatIsInFlightIsCountedInRecordsAndBytes() throws Exception {
        Gate gate = right.holding("a");
        try (EngineHarness harness = fanOut()) {
            harness.own(0).putAllUnder("k", "a", "b");
            gate.awaitCall();
            assertThat(harness.engine.inFlightRecords()).isEqualTo(2);
            assertThat(harness.engine.inFlightBytes()).isEqualTo(20);
            assertThat(harness.engine.settledRecords()).isZero();
            gate.open();
            harness.untilSettled();
            assertThat(harness.engine.inFlightBytes()).isZero();
            assertThat(harness.engine.settledRecords()).isEqualTo(2);
        }
    }
}
