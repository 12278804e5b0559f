package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.node.KafkaSourceNode;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A tap sees the messages and has no say in them. */
class TapTest {

    private final ScriptedSink tap = new ScriptedSink();
    private final ScriptedSink sink = new ScriptedSink();
    private final AtomicInteger settled = new AtomicInteger();

    private EngineHarness start() {
        return EngineHarness.of((pipeline, context) -> {
                    var source = pipeline.addSource("source", KafkaSourceNode.of(String.class));
                    pipeline.connect(source, pipeline.addTap("tap", tap));
                    pipeline.connect(source, pipeline.addSink("sink", sink));
                })
                .onSettled(settled::incrementAndGet)
                .start();
    }

    @Test
    void itSeesEveryMessageTombstonesIncluded() {
        try (EngineHarness harness = start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.own(0).put("k", null);
            harness.untilSettled();
            assertThat(tap.written()).containsExactly("a", "b", "null");
            assertThat(sink.written()).containsExactly("a", "b", "null");
        }
    }

    @Test
    void itsFailuresReachNoPolicyAndAreNotRetried() {
        tap.failing("a", new IllegalStateException("injected"))
                .failing("b", new CancellationException("injected"), new InterruptedException("injected"));
        try (EngineHarness harness = start()) {
            harness.own(0).putAllUnder("k", "a", "b", "c");
            harness.untilSettled();
            assertThat(tap.calls()).containsExactly("a", "b", "c");
            assertThat(sink.written()).containsExactly("a", "b", "c");
            harness.until(() -> settled.get() == 3);
            assertThat(harness.engine.counters().tapFailures()).isEqualTo(2);
        }
    }

    @Test
    void anErrorOfTheJvmEndsTheTaskHereToo() {
        tap.failing("a", new OutOfMemoryError("injected"));
        try (EngineHarness harness = start()) {
            Delivery delivery = harness.own(0).put("k", "a");
            assertThat(harness.untilFailed()).hasMessageContaining("Node \"tap\" failed");
            assertThat(delivery.isSettled()).isFalse();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTapThatOurOwnInterruptEndsLeavesTheMessageUnsettled(boolean interrupted) throws Exception {
        Gate gate = tap.holding("a");
        EngineHarness harness = start();
        Delivery delivery = harness.own(0).put("k", "a");
        gate.awaitCall();
        if (interrupted) {
            harness.engine.close(Duration.ZERO);
            assertThat(sink.calls()).isEmpty();
            assertThat(delivery.isSettled()).isFalse();
        } else {
            CompletableFuture<Void> opener = CompletableFuture.runAsync(gate::open);
            harness.engine.close(EngineHarness.PATIENCE);
            opener.join();
            assertThat(delivery.isSettled()).isTrue();
        }
        assertThat(harness.failure()).isNull();
    }
}
