package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What becomes of calls that take too long. A call that is to be too long waits for ever. */
@Timeout(60)
class TimeLimitTest {

    private static final KafkaSourceNode<String> SOURCE = KafkaSourceNode.of(String.class);
    private static final Duration SHORT = Duration.ofMillis(5);
    private static final FailurePolicy SKIP = FailurePolicy.always(NodeErrorDecision.SKIP);

    private final ScriptedSink sink = new ScriptedSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private EngineHarness.Setup into(SinkNode<String> node, Duration limit) {
        return EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", SOURCE),
                        pipeline.addSink("sink", node).timeLimit(limit)))
                .deadLetters(letters.route())
                .parallelism(1);
    }

    private static void waitForEver() throws InterruptedException {
        new CountDownLatch(1).await();
    }

    @Test
    void aCallThatIsTooLongIsInterruptedAndFailsThroughThePolicy() {
        try (EngineHarness harness = into(message -> waitForEver(), SHORT)
                .policy(retrying(1, NodeErrorDecision.DEAD_LETTER))
                .start()) {
            harness.own(0).put("k", "a");
            HeldDeadLetters.Attempt letter = letters.next();
            assertThat(letter.letter().envelope().exceptionType()).isEqualTo(TimeoutException.class.getName());
            assertThat(letter.letter().envelope().exceptionMessage())
                    .isEqualTo("Node \"sink\" took longer than its time limit of PT0.005S");
            assertThat(letter.letter().headers().last("x-dead-letter-attempts"))
                    .hasValueSatisfying(header -> assertThat(header.value()).isEqualTo("2"));
            letter.complete();
            harness.untilSettled();
            assertThat(harness.failure()).isNull();
        }
    }

    @Test
    void aCallWithinTheLimitSucceeds() {
        try (EngineHarness harness = into(sink, Duration.ofHours(1)).start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("a", "b");
        }
    }

    @Test
    void whateverALateCallMakesOfTheInterruptItHasFailed() {
        List<String> calls = new CopyOnWriteArrayList<>();
        SinkNode<String> node = message -> {
            calls.add(String.valueOf(message.body()));
            try {
                waitForEver();
            } catch (InterruptedException e) {
                if ("throws".equals(message.body())) {
                    throw new IllegalStateException("statement was cancelled", e);
                }
            }
        };
        try (EngineHarness harness = into(node, SHORT)
                .policy(FailurePolicy.always(NodeErrorDecision.FAIL).on(TimeoutException.class, NodeErrorDecision.SKIP))
                .start()) {
            harness.own(0).putAllUnder("k", "throws", "returns");
            harness.untilSettled();
            assertThat(calls).containsExactly("throws", "returns");
            assertThat(harness.engine.counters().skippedRecords()).isEqualTo(2);
        }
    }

    @Test
    void theInterruptDoesNotReachWhatComesNextOnTheThread() {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        SinkNode<String> node = message -> {
            if ("a".equals(message.body())) {
                awaitInterruptWithoutTakingIt();
            }
        };
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", SOURCE);
                    pipeline.connect(source, pipeline.addSink("slow", node).timeLimit(SHORT));
                    pipeline.connect(
                            source,
                            pipeline.addSink(
                                    "next",
                                    (KafkaMessage<String> message) -> interrupted.add(
                                            Thread.currentThread().isInterrupted())));
                })
                .policy(SKIP)
                .parallelism(1)
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(interrupted).containsExactly(false, false);
            assertThat(harness.engine.counters().skippedRecords()).isEqualTo(1);
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // nothing to wait for but the interrupt itself
    private static void awaitInterruptWithoutTakingIt() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.yield();
        }
    }

    @Test
    void anErrorOfTheJvmInALateCallStillEndsTheTask() {
        SinkNode<String> node = message -> {
            awaitInterruptWithoutTakingIt();
            throw new OutOfMemoryError("injected");
        };
        try (EngineHarness harness = into(node, SHORT).policy(SKIP).start()) {
            harness.own(0).put("k", "a");
            assertThat(harness.untilFailed()).hasMessageContaining("java.lang.OutOfMemoryError: injected");
        }
    }

    @Test
    void theEndOfTheTaskIsNoFailureOfALimitedCall() throws Exception {
        Gate gate = new Gate();
        EngineHarness harness = into(message -> gate.pass(), Duration.ofHours(1))
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .start();
        Delivery delivery = harness.own(0).put("k", "a");
        gate.awaitCall();
        harness.engine.close(Duration.ZERO);
        assertThat(letters.handled()).isEmpty();
        assertThat(delivery.isSettled()).isFalse();
        assertThat(harness.failure()).isNull();
    }

    @Test
    void aPendingStageIsAbandonedAndGivesItsPlaceFree() throws Exception {
        ScriptedStages stages = new ScriptedStages();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var async = pipeline.addAsyncTransform("async", stages).timeLimit(SHORT);
                    pipeline.connect(pipeline.addSource("source", SOURCE), async);
                    pipeline.connect(async, pipeline.addSink("sink", sink));
                })
                .policy(SKIP)
                .parallelism(1)
                .start()) {
            harness.own(0).put("k", "abandoned");
            CompletableFuture<String> pending = stages.next("abandoned");
            harness.until(() -> harness.engine.counters().skippedRecords() == 1);
            pending.complete("late");
            harness.own(0).put("k", null);
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("null");
        }
    }

    @Test
    void theCallThatStartsAStageIsLimitedToo() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var async = pipeline.<String, String>addAsyncTransform("async", body -> {
                                waitForEver();
                                return CompletableFuture.completedFuture(body);
                            })
                            .timeLimit(SHORT);
                    pipeline.connect(pipeline.addSource("source", SOURCE), async);
                    pipeline.connect(async, pipeline.addSink("sink", sink));
                })
                .policy(SKIP)
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(harness.engine.counters().skippedRecords()).isEqualTo(1);
        }
    }

    @Test
    void aBatchThatIsTooLongFailsWhole() {
        AtomicBoolean first = new AtomicBoolean(true);
        List<List<String>> written = new CopyOnWriteArrayList<>();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> pipeline.connect(
                        pipeline.addSource("source", SOURCE),
                        pipeline.<String>addBatchSink(
                                        "batches",
                                        batch -> {
                                            if (first.getAndSet(false)) {
                                                waitForEver();
                                            }
                                            written.add(batch.stream()
                                                    .map(message -> String.valueOf(message.body()))
                                                    .toList());
                                        },
                                        BatchLimits.of(2, Duration.ofDays(1)))
                                .timeLimit(SHORT)))
                .policy(retrying(1, NodeErrorDecision.FAIL))
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(written).containsExactly(List.of("a", "b"));
        }
    }

    /** Does its work only when it is iterated. */
    private record Endless(AtomicInteger taken) implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return true;
                }

                @Override
                public String next() {
                    if (taken.incrementAndGet() > 2) {
                        awaitInterruptWithoutTakingIt();
                        throw new IllegalStateException("interrupted");
                    }
                    return "one";
                }
            };
        }
    }

    @Test
    void theResultsOfAFlatTransformAreTakenWithinTheLimitAndNoneOfALateOneGoesOn() {
        AtomicInteger taken = new AtomicInteger();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var flat = pipeline.addFlatTransform("flat", (String body) -> new Endless(taken))
                            .timeLimit(SHORT);
                    pipeline.connect(pipeline.addSource("source", SOURCE), flat);
                    pipeline.connect(flat, pipeline.addSink("sink", sink));
                })
                .policy(SKIP)
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(taken).hasValue(3);
            assertThat(sink.calls()).isEmpty();
        }
    }

    @Test
    void transformsFiltersAndTapsHaveLimitsToo() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var filter = pipeline.addFilter("filter", (String body) -> {
                                if (body.equals("filter")) {
                                    awaitInterruptWithoutTakingIt();
                                }
                                return true;
                            })
                            .timeLimit(SHORT);
                    var transform = pipeline.<String, String>addTransform("transform", body -> {
                                if (body.equals("transform")) {
                                    waitForEver();
                                }
                                return body;
                            })
                            .timeLimit(SHORT);
                    var tap = pipeline.<String>addTap("tap", message -> waitForEver())
                            .timeLimit(SHORT);
                    pipeline.connect(pipeline.addSource("source", SOURCE), filter);
                    pipeline.connect(filter, transform);
                    pipeline.connect(transform, tap);
                    pipeline.connect(transform, pipeline.addSink("sink", sink));
                })
                .policy(SKIP)
                .start()) {
            harness.own(0).putAllUnder("k", "filter", "transform", "a");
            harness.untilSettled();
            assertThat(sink.written()).containsExactly("a");
            assertThat(harness.engine.counters().skippedRecords()).isEqualTo(2);
            assertThat(harness.engine.counters().tapFailures()).isEqualTo(1);
        }
    }
}
