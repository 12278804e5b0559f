package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.retrying;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.PartitionLostException;
import io.npipeline.message.Rejection;
import io.npipeline.node.SinkNode;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** Deliveries that are settled after their end, or before their begin. */
class SettlementTimeTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final KeepingSink kept = new KeepingSink();
    private final ScriptedSink sink = new ScriptedSink();

    private EngineHarness.Setup delayed(Duration delay) {
        return EngineHarness.into((SinkNode<String>) kept)
                .acknowledgment(AcknowledgmentStrategy.DELAYED)
                .acknowledgmentDelay(delay);
    }

    private EngineHarness.Setup none() {
        return EngineHarness.into(sink).acknowledgment(AcknowledgmentStrategy.NONE);
    }

    @Test
    void aDelayHoldsTheOffsetAndNotTheKey() {
        try (EngineHarness harness = delayed(LONG).start()) {
            Partition partition = harness.own(0);
            partition.putAllUnder("k", "a", "b");
            KafkaMessage<String> last = kept.message(harness, "b");
            CompletableFuture<Void> acknowledged = last.acknowledge().toCompletableFuture();
            harness.engine.turn();
            assertThat(partition.ownership.firstUnsettled()).isZero();
            assertThat(harness.engine.inFlightRecords()).isEqualTo(2);
            assertThat(acknowledged).isNotDone();
            assertThat(harness.engine.drain(List.of(partition.ownership), Duration.ofMillis(20)))
                    .isFalse();
        }
    }

    @Test
    void aDelayEnds() {
        Duration delay = Duration.ofMillis(20);
        try (EngineHarness harness = delayed(delay).start()) {
            Partition partition = harness.own(0);
            long begin = System.nanoTime();
            partition.put("k", "a");
            CompletableFuture<Void> acknowledged =
                    kept.message(harness, "a").acknowledge().toCompletableFuture();
            harness.until(acknowledged::isDone);
            assertThat(System.nanoTime() - begin).isGreaterThanOrEqualTo(delay.toNanos());
            assertThat(partition.ownership.isIdle()).isTrue();
        }
    }

    @Test
    void aLostPartitionEndsTheDelay() {
        try (EngineHarness harness = delayed(LONG).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            CompletableFuture<Void> acknowledged =
                    kept.message(harness, "a").acknowledge().toCompletableFuture();
            partition.release();
            harness.until(acknowledged::isDone);
            assertThat(acknowledged)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(PartitionLostException.class);
            harness.until(() -> harness.engine.inFlightRecords() == 0);
        }
    }

    @Test
    void aDelayThatBeginsAfterTheLossEndsAtOnce() {
        DelayedSettlements delays = new DelayedSettlements(LONG, new RunState(), System::nanoTime);
        try (EngineHarness harness = delayed(LONG).start()) {
            Partition partition = harness.own(0);
            Delivery delivery = partition.submit("k", "a");
            partition.release();
            delays.add(delivery);
            assertThat(delivery.isSettled()).isTrue();
        }
    }

    @Test
    void inTheDelayTheTaskCanBeFailed() {
        try (EngineHarness harness = delayed(Duration.ofMillis(50)).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            assertThat(kept.message(harness, "a").reject(Rejection.fail(new IllegalStateException("flush failed"))))
                    .isNotNull();
            assertThat(harness.untilFailed()).hasMessageContaining("offset 0").hasMessageContaining("flush failed");
            assertThat(partition.ownership.firstUnsettled()).isZero();
        }
    }

    @Test
    void anotherRejectionInTheDelayComesTooLate() {
        try (EngineHarness harness = delayed(Duration.ofMillis(20)).start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            kept.message(harness, "b"); // so the call with the message before it has ended
            CompletableFuture<Void> rejected = kept.message(harness, "a")
                    .reject(Rejection.retryAfter(Duration.ZERO))
                    .toCompletableFuture();
            harness.untilSettled();
            harness.until(rejected::isDone);
            assertThat(rejected)
                    .failsWithin(Duration.ZERO)
                    .withThrowableThat()
                    .withCauseInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void withoutAcknowledgementIntakeSettles() throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = none().start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            gate.awaitCall();
            assertThat(partition.ownership.firstUnsettled()).isEqualTo(OffsetTracker.NONE);
            assertThat(harness.engine.inFlightRecords()).isEqualTo(1);
            assertThat(partition.ownership.isIdle()).isFalse();
            gate.open();
            harness.untilSettled();
            harness.until(partition.ownership::isIdle);
        }
    }

    @Test
    void withoutAcknowledgementFailuresGoToThePolicy() {
        sink.failing("a", new IllegalStateException("injected"));
        try (EngineHarness harness =
                none().policy(retrying(1, NodeErrorDecision.FAIL)).start()) {
            harness.own(0).put("k", "a");
            harness.untilSettled();
            assertThat(sink.calls()).containsExactly("a", "a");
        }
    }

    @Test
    void withoutAcknowledgementADrainStillWaitsForWhatRuns() throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = none().start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            gate.awaitCall();
            Thread task = Thread.currentThread();
            CompletableFuture<Void> opener = CompletableFuture.runAsync(() -> {
                while (task.getState() != Thread.State.TIMED_WAITING) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
                }
                gate.open();
            });
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            opener.join();
            assertThat(sink.written()).containsExactly("a");
        }
    }
}
