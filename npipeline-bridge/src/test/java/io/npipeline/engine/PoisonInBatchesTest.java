package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Messages pile up behind items of a batch that are retried for an hour. */
class PoisonInBatchesTest {

    private static final int LIMIT = 3;
    private static final Duration LONG = Duration.ofHours(1);

    private final Queue<Object> seen = new ConcurrentLinkedQueue<>();

    @Test
    void aCrowdThatComesWhileTheOtherItemsAreDecidedIsNoticed() throws InterruptedException {
        Gate secondQuestion = new Gate();
        BatchSinkNode<String> sink = batch -> {
            if (batch.stream()
                    .anyMatch(message -> String.valueOf(message.body()).startsWith("poison"))) {
                throw new IllegalStateException("injected");
            }
        };
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    var look = pipeline.addTransform("look", (String body) -> look(body));
                    pipeline.connect(source, look);
                    pipeline.connect(look, pipeline.addBatchSink("sink", sink, BatchLimits.of(2, LONG)));
                })
                .parallelism(2)
                .maxParkedPerKey(LIMIT)
                .policy(FailurePolicy.retry(blockingAt(secondQuestion)).then(NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("poison-a", "poison-b");
            secondQuestion.awaitCall();
            partition.putAllUnder("poison-a", "1", "2", "3");
            // The one worker that is left comes to this message when it is done with those.
            partition.put("other", "last");
            harness.until(() -> seen.contains("last"));
            secondQuestion.open();

            harness.until(() -> harness.engine.counters().crowdedRecords() == 1);
        }
    }

    /** Retries after a long time, and is slow to say so of the second failure. */
    private static RetryStrategy blockingAt(Gate secondQuestion) {
        AtomicInteger questions = new AtomicInteger();
        return new RetryStrategy() {
            @Override
            public boolean shouldRetry(Throwable error, int attempt) {
                if (questions.incrementAndGet() == 2) {
                    try {
                        secondQuestion.pass();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
                return true;
            }

            @Override
            public Duration delay(int attempt) {
                return LONG;
            }
        };
    }

    @Test
    void batchesOfABatcherAreOfNoKey() {
        BatchSinkNode<List<String>> sink = batch -> {
            throw new IllegalStateException("injected");
        };
        BatchLimits alone = BatchLimits.of(1, Duration.ZERO);
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    var batcher = pipeline.<String>addBatcher("batcher", alone);
                    var look = pipeline.addTransform("look", (List<String> body) -> look(body));
                    pipeline.connect(source, batcher);
                    pipeline.connect(batcher, look);
                    pipeline.connect(look, pipeline.addBatchSink("sink", sink, alone));
                })
                .parallelism(1)
                .maxParkedPerKey(LIMIT)
                .policy(backingOff(5, LONG, NodeErrorDecision.SKIP))
                .start()) {
            Partition partition = harness.own(0);
            partition.putAll("a", "b", "c", "d", "e", "f");
            harness.until(() -> seen.contains(List.of("f")));
            // A retry that was made due is before this message, as there is one worker.
            harness.own(1).put("g", "g");
            harness.until(() -> seen.contains(List.of("g")));

            assertThat(harness.engine.counters().crowdedRecords()).isZero();
        }
    }

    private <T> T look(T body) {
        seen.add(body);
        return body;
    }
}
