package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.PartitionLostException;
import io.npipeline.node.KafkaSourceNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcknowledgementTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final AtomicReference<KafkaMessage<String>> seen = new AtomicReference<>();

    /** Keeps the message it saw last, then hands it to the scripted sink. */
    private EngineHarness.Setup pipeline() {
        return EngineHarness.into(message -> {
            seen.set(message);
            sink.write(message);
        });
    }

    private KafkaMessage<String> seen() {
        return Objects.requireNonNull(seen.get());
    }

    private static CompletableFuture<Void> future(CompletionStage<Void> stage) {
        return stage.toCompletableFuture();
    }

    @Test
    void completesAfterTheDeliveryIsSettledAndNotBefore() throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = pipeline().start()) {
            harness.own(0).put("k", "a");
            gate.awaitCall();
            assertThat(seen().isAcknowledged()).isFalse();
            CompletableFuture<Void> acknowledged = future(seen().acknowledge());
            assertThat(seen().isAcknowledged()).isTrue();
            harness.engine.turn();
            assertThat(acknowledged).isNotDone();
            gate.open();
            harness.until(acknowledged::isDone);
            assertThat(acknowledged).isCompleted();
            assertThat(harness.engine.inFlightRecords()).isZero();
        }
    }

    @Test
    void isIdempotentFromAnyThread() throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = pipeline().start()) {
            harness.own(0).put("k", "a");
            gate.awaitCall();
            List<CompletableFuture<Void>> stages = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                stages.add(CompletableFuture.supplyAsync(() -> seen().acknowledge())
                        .thenCompose(stage -> stage));
            }
            gate.open();
            harness.until(() -> stages.stream().allMatch(CompletableFuture::isDone));
            assertThat(stages).allMatch(stage -> !stage.isCompletedExceptionally());
            assertThat(harness.engine.settledRecords()).isEqualTo(1);
        }
    }

    @Test
    void isDoneAtOnceWhenTheDeliveryWasSettledBefore() {
        try (EngineHarness harness = pipeline().start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(seen().isAcknowledged()).isTrue();
            assertThat(future(seen().acknowledge())).isCompleted();
        }
    }

    @Test
    void aFailureAfterwardsIsSkipped() {
        sink.failing("a", new IllegalStateException("too late"));
        try (EngineHarness harness = EngineHarness.into(message -> {
                    Assertions.assertThat(message.acknowledge()).isNotNull();
                    sink.write(message);
                })
                .policy(retrying(5, NodeErrorDecision.FAIL))
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("a");
        }
    }

    @Test
    void copiesOfAMessageShareIt() {
        sink.failing("derived", new IllegalStateException("too late"));
        try (EngineHarness harness = EngineHarness.of((pipeline, context) -> {
                    var derive = pipeline.<String, String>addMessageTransform("derive", message -> {
                        KafkaMessage<String> copy =
                                message.<String>withBody("derived").withKey("other");
                        assertThat(copy.acknowledge()).isNotNull();
                        assertThat(message.isAcknowledged()).isTrue();
                        return copy;
                    });
                    pipeline.connect(pipeline.addSource("source", KafkaSourceNode.of(String.class)), derive);
                    pipeline.connect(derive, pipeline.addSink("sink", sink));
                })
                .start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("derived");
        }
    }

    @Test
    void failsWhenThePartitionIsLostFirst() throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = pipeline().start()) {
            Partition partition = harness.own(3);
            partition.put("k", "a");
            gate.awaitCall();
            CompletableFuture<Void> acknowledged = future(seen().acknowledge());
            partition.release();
            await().untilAsserted(() -> assertThat(acknowledged).isCompletedExceptionally());
            assertThat(acknowledged.handle((nothing, error) -> unwrap(error)).join())
                    .isInstanceOf(PartitionLostException.class)
                    .hasMessageContaining("orders-3-0");
            gate.open();
        }
    }

    @Test
    void succeedsWhenThePartitionIsLostAfterwards() {
        try (EngineHarness harness = pipeline().start()) {
            Partition partition = harness.own(0);
            Gate gate = sink.holding("a");
            Delivery delivery = partition.put("k", "a");
            harness.until(() -> seen.get() != null);
            CompletableFuture<Void> acknowledged = future(seen().acknowledge());
            gate.open();
            // No turn of the task comes between the settlement and the loss.
            await().until(delivery::isSettled);
            partition.release();
            await().untilAsserted(() -> assertThat(acknowledged).isCompleted());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsAttachedRunsOnAWorkerAndNotOnTheTaskThread(boolean lost) throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = pipeline().start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            gate.awaitCall();
            CompletableFuture<Thread> ranOn =
                    future(seen().acknowledge()).handle((nothing, error) -> Thread.currentThread());
            if (lost) {
                partition.release();
            }
            gate.open();
            harness.until(ranOn::isDone);
            assertThat(ranOn.join()).isNotSameAs(Thread.currentThread());
            assertThat(ranOn.join().getName()).startsWith("npipeline-test-0-worker");
        }
    }

    private static Throwable unwrap(Throwable error) {
        return error instanceof CompletionException ? Objects.requireNonNull(error.getCause()) : error;
    }
}
