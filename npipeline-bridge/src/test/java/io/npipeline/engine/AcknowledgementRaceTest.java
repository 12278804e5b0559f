package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.PartitionLostException;
import io.npipeline.message.Rejection;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Two threads of the user acknowledge and reject messages, each in an order of its own, while the task thread gives their
 * partitions up in a third: for each of 100,000 messages the three meet in some order, and the engine's worker is somewhere in
 * between. Each message has a partition of its own.
 */
class AcknowledgementRaceTest {

    private static final int MESSAGES = 1_000;
    private static final int ROUNDS = 50;

    enum Sink {
        SINGLE,
        BATCH
    }

    /** What the user was told. */
    private enum Told {
        SETTLED,
        LOST,
        TOO_LATE
    }

    private final Map<String, KafkaMessage<String>> given = new ConcurrentHashMap<>();
    private final Map<String, AtomicInteger> letters = new ConcurrentHashMap<>();

    @ParameterizedTest
    @EnumSource
    void whatTheUserIsToldIsWhatHappened(Sink kind) throws Exception {
        DeadLetterSink deadLetters = letter -> {
            letters.computeIfAbsent(String.valueOf(letter.envelope().originalItem()), body -> new AtomicInteger())
                    .incrementAndGet();
            return CompletableFuture.completedFuture(null);
        };
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    if (kind == Sink.SINGLE) {
                        pipeline.connect(source, pipeline.<String>addSink("sink", this::keep));
                    } else {
                        pipeline.connect(
                                source,
                                pipeline.<String>addBatchSink(
                                        "sink", batch -> batch.forEach(this::keep), BatchLimits.of(7, Duration.ZERO)));
                    }
                })
                .acknowledgment(AcknowledgmentStrategy.MANUAL)
                .deadLetters(new DeadLetterRoute.ToSink(deadLetters))
                .start()) {
            for (int round = 0; round < ROUNDS; round++) {
                race(harness, new Random(round));
            }
        }
    }

    private void keep(KafkaMessage<String> message) {
        given.put(String.valueOf(message.body()), message);
    }

    private void race(EngineHarness harness, Random random) throws Exception {
        given.clear();
        letters.clear();
        List<Partition> partitions = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            Partition partition = harness.own(i);
            partitions.add(partition);
            partition.submit("k", Integer.toString(i));
        }
        harness.engine.dispatch();
        // Most sinks have returned by then, and some are about to.
        harness.until(() -> given.size() >= MESSAGES);
        Map<Integer, CompletableFuture<Void>> acknowledged = new ConcurrentHashMap<>();
        Map<Integer, CompletableFuture<Void>> rejected = new ConcurrentHashMap<>();
        CyclicBarrier begin = new CyclicBarrier(3);
        Thread first = acting(
                begin, random, i -> acknowledged.put(i, message(i).acknowledge().toCompletableFuture()));
        Thread second = acting(
                begin,
                random,
                i -> rejected.put(
                        i,
                        message(i)
                                .reject(Rejection.deadLetter(new IllegalStateException("no good")))
                                .toCompletableFuture()));
        List<Integer> order = order(random);
        boolean[] promised = new boolean[MESSAGES];
        boolean[] settledBefore = new boolean[MESSAGES];
        begin.await();
        for (int i : order) {
            promised[i] = acknowledged.containsKey(i);
            settledBefore[i] = partitions.get(i).ownership.isIdle();
            partitions.get(i).release();
        }
        first.join();
        second.join();
        harness.until(() -> harness.engine.inFlightRecords() == 0
                && acknowledged.values().stream().allMatch(CompletableFuture::isDone)
                && rejected.values().stream().allMatch(CompletableFuture::isDone));
        assertThat(harness.failure()).isNull();
        for (int i = 0; i < MESSAGES; i++) {
            check(
                    i,
                    told(Objects.requireNonNull(acknowledged.get(i))),
                    told(Objects.requireNonNull(rejected.get(i))),
                    settledBefore[i]);
            if (promised[i] && settledBefore[i]) {
                assertThat(told(Objects.requireNonNull(acknowledged.get(i))))
                        .as("message %s", i)
                        .isEqualTo(Told.SETTLED);
            }
        }
    }

    private void check(int i, Told acknowledged, Told rejected, boolean settledBefore) {
        int sent =
                letters.getOrDefault(Integer.toString(i), new AtomicInteger()).get();
        assertThat(sent).as("dead letters of %s", i).isBetween(0, 1);
        assertThat(acknowledged).as("message %s", i).isNotEqualTo(Told.TOO_LATE);
        if (rejected == Told.SETTLED) {
            assertThat(sent).as("the rejection of %s counted", i).isEqualTo(1);
        }
        if (rejected == Told.TOO_LATE) {
            assertThat(sent).as("the rejection of %s had no effect", i).isZero();
        }
        if (settledBefore && sent == 0) {
            assertThat(rejected).as("message %s was settled", i).isNotEqualTo(Told.SETTLED);
        }
    }

    private KafkaMessage<String> message(int i) {
        return Objects.requireNonNull(given.get(Integer.toString(i)));
    }

    private static Thread acting(CyclicBarrier begin, Random random, Consumer<Integer> act) {
        List<Integer> order = order(random);
        Thread thread = new Thread(() -> {
            try {
                begin.await();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            order.forEach(act);
        });
        thread.start();
        return thread;
    }

    private static List<Integer> order(Random random) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < MESSAGES; i++) {
            order.add(i);
        }
        Collections.shuffle(order, random);
        return order;
    }

    private static Told told(CompletableFuture<Void> stage) {
        try {
            stage.join();
            return Told.SETTLED;
        } catch (CompletionException e) {
            return e.getCause() instanceof PartitionLostException ? Told.LOST : Told.TOO_LATE;
        }
    }
}
