package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How many calls to user code run at a time. */
class ParallelismTest {

    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private void call() throws InterruptedException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            release.await();
        } finally {
            running.decrementAndGet();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 64})
    void callsOfDifferentKeysReachTheDegreeAndNeverExceedIt(int degree) {
        try (EngineHarness harness =
                EngineHarness.into(message -> call()).parallelism(degree).start()) {
            Partition partition = harness.own(0);
            for (int key = 0; key < 200; key++) {
                partition.submit("key-" + key, "body");
            }
            harness.engine.dispatch();
            harness.until(() -> running.get() == degree);
            release.countDown();
            harness.untilSettled();
            assertThat(most).hasValue(degree);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 64, 500})
    void pendingCallsReachTheDegreeAndNeverExceedIt(int degree) {
        Queue<CompletableFuture<String>> pending = new ConcurrentLinkedQueue<>();
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var async = pipeline.<String, String>addAsyncTransform("async", body -> {
                        CompletableFuture<String> stage = new CompletableFuture<>();
                        most.accumulateAndGet(running.incrementAndGet(), Math::max);
                        pending.add(stage);
                        return stage;
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), async);
                    pipeline.connect(async, pipeline.<String>addSink("sink", message -> {}));
                })
                .parallelism(degree)
                .start()) {
            Partition partition = harness.own(0);
            for (int key = 0; key < 3 * degree; key++) {
                partition.submit("key-" + key, "body");
            }
            harness.engine.dispatch();
            harness.until(() -> pending.size() == degree);
            harness.until(() -> {
                CompletableFuture<String> stage = pending.poll();
                if (stage != null) {
                    running.decrementAndGet();
                    stage.complete("done");
                }
                return harness.engine.inFlightRecords() == 0;
            });
            assertThat(most).hasValue(degree);
        }
    }

    @Test
    void recordsThatComeOneByOneReachItToo() {
        try (EngineHarness harness =
                EngineHarness.into(message -> call()).parallelism(64).start()) {
            Partition partition = harness.own(0);
            for (int i = 0; i < 64; i++) {
                partition.put(null, "body");
            }
            harness.until(() -> running.get() == 64);
            release.countDown();
            harness.untilSettled();
        }
    }

    @Test
    void aBatchThatIsWrittenCountsAsACall() {
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    pipeline.connect(
                            source,
                            pipeline.<String>addBatchSink("batch", batch -> call(), BatchLimits.of(1, Duration.ZERO)));
                    pipeline.connect(source, pipeline.<String>addSink("single", message -> call()));
                })
                .parallelism(3)
                .start()) {
            Partition partition = harness.own(0);
            for (int i = 0; i < 20; i++) {
                partition.put(null, "body");
            }
            harness.until(() -> running.get() == 3);
            release.countDown();
            harness.untilSettled();
            assertThat(most).hasValue(3);
        }
    }
}
