package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.ExponentialBackoffRetryStrategy;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Rejection;
import io.npipeline.node.BatchFailure;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.MessageTransformNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is counted of nodes; {@link RandomPipelineTest} has the kinds that are not here, and all of them together. */
@Timeout(60)
class NodeReadingsTest {

    private static final Duration FOREVER = Duration.ofDays(1);
    private static final KafkaSourceNode<String> SOURCE = KafkaSourceNode.of(String.class);

    private final ScriptedSink sink = new ScriptedSink();

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    private static NodeReadings node(EngineHarness harness, String name) {
        return harness.engine.nodeReadings().stream()
                .filter(node -> node.node().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static void assertCounts(EngineHarness harness, String expected) {
        String name = expected.substring(0, expected.indexOf(':'));
        assertThat(node(harness, name)).hasToString(expected);
    }

    /** Every way in which a delivery may end, and one that is tried twice. */
    private static final FailurePolicy POLICY = FailurePolicy.retry(
                    new ExponentialBackoffRetryStrategy(1, Duration.ofMillis(1), Duration.ofMillis(1), 0))
            .on(IllegalArgumentException.class, NodeErrorDecision.SKIP)
            .then(NodeErrorDecision.DEAD_LETTER);

    private static IllegalArgumentException unwanted() {
        return new IllegalArgumentException("unwanted");
    }

    @Test
    void aSinkThatRetriesSkipsAndDeadLetters() {
        sink.failing("b", injected()).failing("c", unwanted()).failing("d", injected(), injected());
        HeldDeadLetters letters = new HeldDeadLetters();
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(POLICY)
                .deadLetters(letters.route())
                .start()) {
            harness.own(0).putAll("a", "b", "c", "d");
            HeldDeadLetters.Attempt letter = letters.next();
            assertThat(node(harness, "sink").deadLettered()).isZero();
            letter.complete();
            harness.untilSettled();
            assertCounts(harness, "source: 4 in, 4 out, 0 failed, 0 retried, 0 skipped, 0 dead-lettered");
            assertCounts(harness, "sink: 4 in, 2 out, 4 failed, 2 retried, 1 skipped, 1 dead-lettered");
            assertThat(harness.engine.readings()).isEqualTo(new EngineReadings(2, 1, 1, 0, 0, 0, 0));
        }
    }

    @Test
    void nodesComeInTheOrderOfTheGraph() {
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            assertThat(harness.engine.nodeReadings())
                    .extracting(NodeReadings::node)
                    .containsExactly("source", "sink");
        }
    }

    @Test
    void aBatchSinkThatFailsInPart() {
        try (EngineHarness harness = EngineHarness.into(
                        (List<KafkaMessage<String>> batch) -> {
                            if (batch.size() == 3) {
                                throw new BatchFailure(Map.of(0, injected(), 1, unwanted()));
                            }
                        },
                        BatchLimits.of(3, FOREVER))
                .policy(POLICY)
                .start()) {
            harness.own(0).putAll("a", "b", "c");
            harness.untilSettled();
            assertCounts(harness, "sink: 3 in, 2 out, 2 failed, 1 retried, 1 skipped, 0 dead-lettered");
        }
    }

    @Test
    void aManualSinkDeliversWhatIsAcknowledged() {
        try (EngineHarness harness = EngineHarness.into((KafkaMessage<String> message) -> {
                    switch (String.valueOf(message.body())) {
                        case "later" -> ForkJoinPool.commonPool().execute(message::acknowledge);
                        case "rejected" -> message.reject(Rejection.deadLetter(injected()));
                        case "both" -> {
                            message.acknowledge();
                            throw injected();
                        }
                        default -> message.acknowledge();
                    }
                })
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .deadLetters(new DeadLetterRoute.ToSink(letter -> CompletableFuture.completedFuture(null)))
                .start()) {
            harness.own(0).putAll("now", "later", "rejected", "both");
            harness.untilSettled();
            assertCounts(harness, "sink: 4 in, 2 out, 2 failed, 0 retried, 1 skipped, 1 dead-lettered");
        }
    }

    @Test
    void aManualBatchSinkToo() {
        try (EngineHarness harness = EngineHarness.into(
                        (List<KafkaMessage<String>> batch) -> {
                            batch.get(0).acknowledge();
                            ForkJoinPool.commonPool().execute(batch.get(1)::acknowledge);
                            batch.get(2).reject(Rejection.deadLetter(injected()));
                        },
                        BatchLimits.of(3, FOREVER))
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .deadLetters(new DeadLetterRoute.ToSink(letter -> CompletableFuture.completedFuture(null)))
                .start()) {
            harness.own(0).putAll("a", "b", "c");
            harness.untilSettled();
            assertCounts(harness, "sink: 3 in, 2 out, 1 failed, 0 retried, 0 skipped, 1 dead-lettered");
        }
    }

    @Test
    void aBatchThatFailsAfterItWasAcknowledgedIsSkipped() {
        try (EngineHarness harness = EngineHarness.into(
                        (List<KafkaMessage<String>> batch) -> {
                            batch.forEach(KafkaMessage::acknowledge);
                            throw injected();
                        },
                        BatchLimits.of(2, FOREVER))
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .start()) {
            harness.own(0).putAll("a", "b");
            harness.untilSettled();
            assertCounts(harness, "sink: 2 in, 0 out, 2 failed, 0 retried, 2 skipped, 0 dead-lettered");
        }
    }

    @Test
    void aTransactionCountsForEachOfItsMessages() {
        ScriptedStore store = new ScriptedStore().failing("a", injected());
        try (EngineHarness harness = EngineHarness.into(store, BatchLimits.of(4, FOREVER))
                .policy(retrying(1, NodeErrorDecision.FAIL))
                .start()) {
            harness.own(0, store.claim(0)).putAllUnder("k", "a", "b", "drop", "c", "d");
            harness.untilSettled();
            assertCounts(harness, "keep: 5 in, 4 out, 0 failed, 0 retried, 0 skipped, 0 dead-lettered");
            assertCounts(harness, "store: 4 in, 4 out, 4 failed, 4 retried, 0 skipped, 0 dead-lettered");
            assertThat(node(harness, "store").latency().maxMs()).isPositive();
        }
    }

    @Test
    void aKafkaSinkDeliversWhatItLeavesToBeProduced() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", SOURCE),
                        pipeline.addSink(
                                "out",
                                KafkaSinkNode.of(String.class).toTopic(body -> body.equals("b") ? "no topic" : "t"))))
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).putAll("a", "b", "c");
            harness.own(0).put("k", null);
            harness.untilSettled();
            assertCounts(harness, "out: 4 in, 3 out, 1 failed, 0 retried, 1 skipped, 0 dead-lettered");
        }
    }

    @Test
    void whatASourceDoesItselfIsItsOwn() {
        MessageTransformNode<String, String> reception = message -> {
            if ("b".equals(message.body())) {
                throw unwanted();
            }
            return message;
        };
        try (EngineHarness harness =
                EngineHarness.into(sink).policy(POLICY).reception(reception).start()) {
            Partition partition = harness.own(0);
            for (String body : List.of("a", "b", "c")) {
                partition.submitMessage(body, body, MessageHeaders.EMPTY);
            }
            harness.engine.dispatch();
            harness.untilSettled();
            assertCounts(harness, "source: 3 in, 2 out, 1 failed, 0 retried, 1 skipped, 0 dead-lettered");
            assertCounts(harness, "sink: 2 in, 2 out, 0 failed, 0 retried, 0 skipped, 0 dead-lettered");
        }
    }

    @Test
    void whereRoutesFailTheirNodeDid() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    pipeline.connectWhen(source, (String body) -> body.equals("a"), pipeline.addSink("sink", sink));
                })
                .policy(FailurePolicy.always(NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).putAll("a", "b");
            harness.untilSettled();
            assertCounts(harness, "source: 2 in, 2 out, 1 failed, 0 retried, 1 skipped, 0 dead-lettered");
            assertCounts(harness, "sink: 1 in, 1 out, 0 failed, 0 retried, 0 skipped, 0 dead-lettered");
        }
    }

    /** Behind two nodes, and behind one of them first and second. */
    @Test
    void aNodeWithSeveralInputs() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    var left = pipeline.addTransform("left", (String body) -> body);
                    var right = pipeline.addFlatTransform("right", (String body) -> List.of(body, body, body));
                    var both = pipeline.addSink("both", sink);
                    pipeline.connect(source, left);
                    pipeline.connect(source, right);
                    pipeline.connect(source, both);
                    pipeline.connect(left, both);
                    pipeline.connect(right, both);
                })
                .start()) {
            harness.own(0).putAll("a", "b");
            harness.untilSettled();
            assertCounts(harness, "source: 2 in, 2 out, 0 failed, 0 retried, 0 skipped, 0 dead-lettered");
            assertCounts(harness, "right: 2 in, 6 out, 0 failed, 0 retried, 0 skipped, 0 dead-lettered");
            assertCounts(harness, "both: 10 in, 10 out, 0 failed, 0 retried, 0 skipped, 0 dead-lettered");
            assertThat(sink.written()).hasSize(10);
        }
    }

    @Test
    void withALimitAndACircuitTheCountsAreTheSame() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    CircuitBreaker breaker = new CircuitBreaker(1, 1, Duration.ofMillis(20));
                    var flat = pipeline.addFlatTransform("flat", (String body) -> {
                                if (body.equals("b")) {
                                    throw unwanted();
                                }
                                return List.of(body, body);
                            })
                            .circuitBreaker(breaker)
                            .timeLimit(FOREVER);
                    pipeline.connect(pipeline.addSource("source", SOURCE), flat);
                    pipeline.connect(
                            flat,
                            pipeline.addSink("sink", sink)
                                    .circuitBreaker(breaker)
                                    .timeLimit(FOREVER));
                })
                .policy(POLICY)
                .start()) {
            sink.failing("a", injected());
            harness.own(0).putAllUnder("k", "a", "b", "c");
            harness.until(() -> node(harness, "sink").circuitOpen());
            harness.untilSettled();
            assertCounts(harness, "flat: 3 in, 4 out, 1 failed, 0 retried, 1 skipped, 0 dead-lettered");
            assertCounts(harness, "sink: 4 in, 4 out, 1 failed, 1 retried, 0 skipped, 0 dead-lettered");
            assertThat(node(harness, "sink").circuitOpen()).isFalse();
        }
    }

    @Test
    void whatWaitsForARetryCanBeSeen() {
        sink.failing("a", injected()).failing("x", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(backingOff(1, FOREVER, NodeErrorDecision.SKIP))
                .maxParkedPerKey(3)
                .start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b", "c");
            partition.putAllUnder("l", "x");
            partition.putAllUnder("m", "y");
            harness.until(() -> harness.engine.readings().parkedKeys() == 2);
            assertThat(harness.engine.readings()).isEqualTo(new EngineReadings(2, 0, 0, 0, 0, 2, 4));

            partition.putAllUnder("k", "d");
            harness.until(() -> sink.written().contains("d"));
            assertThat(harness.engine.readings()).isEqualTo(new EngineReadings(2, 1, 0, 1, 0, 1, 1));
        }
    }

    @Test
    void soCanWhatABatchSinkHoldsBack() {
        try (EngineHarness harness = EngineHarness.into(
                        (List<KafkaMessage<String>> batch) -> {
                            throw injected();
                        },
                        BatchLimits.of(2, FOREVER))
                .policy(backingOff(1, FOREVER, NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a", "b");
            harness.until(() -> harness.engine.readings().parkedKeys() == 2);
            partition.putAll("a", "c");
            harness.until(() -> harness.engine.readings().parkedRecords() == 3);
            assertThat(harness.engine.readings().parkedKeys()).isEqualTo(2);
        }
    }

    @Test
    void soCanWhatAStoreHasRefusedAndWhatIsBehindIt() {
        ScriptedStore store = new ScriptedStore().failing("a", injected());
        try (EngineHarness harness = EngineHarness.into(store, BatchLimits.of(2, FOREVER))
                .policy(backingOff(1, FOREVER, NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0, store.claim(0));
            partition.putAll("a", "b", "c");
            harness.until(() -> harness.engine.readings().parkedRecords() == 3);
            assertThat(harness.engine.readings().parkedKeys()).isEqualTo(1);
            partition.release();
            assertThat(harness.engine.readings().parkedKeys()).isZero();
        }
    }

    @Test
    void soCanABatchThatFailedFurtherOnAndWhatWaitsToBeInTheNext() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    var batches = pipeline.<String>addBatcher("batches", BatchLimits.of(2, FOREVER));
                    pipeline.connect(source, batches);
                    pipeline.connect(batches, pipeline.addSink("sink", (KafkaMessage<List<String>> batch) -> {
                        throw injected();
                    }));
                })
                .policy(backingOff(1, FOREVER, NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).putAll("a", "b", "c", "d", "e");
            harness.until(() -> harness.engine.readings().parkedRecords() == 5);
            assertThat(harness.engine.readings().parkedKeys()).isEqualTo(1);
        }
    }

    @Test
    void latenciesAreThoseOfTheCalls() {
        long millis = 3;
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    var quick = pipeline.addTransform("quick", (String body) -> body);
                    var async = pipeline.addAsyncTransform(
                            "async",
                            (String body) -> CompletableFuture.supplyAsync(
                                    () -> body, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS)));
                    pipeline.connect(source, quick);
                    pipeline.connect(quick, async);
                    pipeline.connect(async, pipeline.addSink("slow", (KafkaMessage<String> message) -> sleep(millis)));
                })
                .start()) {
            harness.own(0).putAll("a", "b", "c", "d", "e");
            harness.untilSettled();
            for (String slow : List.of("async", "slow")) {
                harness.until(() -> node(harness, slow).latency().percentileMs(10) >= millis);
            }
            harness.until(() -> node(harness, "quick").latency().maxMs() > 0);
            assertThat(node(harness, "source").latency().maxMs()).isNaN();
        }
    }

    private static void sleep(long millis) {
        long end = System.nanoTime() + Duration.ofMillis(millis).toNanos();
        while (end - System.nanoTime() > 0) {
            LockSupport.parkNanos(end - System.nanoTime());
        }
    }
}
