package io.npipeline.engine;

import static io.npipeline.engine.EngineHarness.backingOff;
import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DrainAndCloseTest {

    private final ScriptedSink sink = new ScriptedSink();
    private final HeldDeadLetters letters = new HeldDeadLetters();

    private static IllegalStateException injected() {
        return new IllegalStateException("injected");
    }

    @Test
    void aDrainWaitsForWhatIsInFlightInItsPartitionsOnly() throws Exception {
        Gate gate = sink.holding("elsewhere");
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition drained = harness.own(0);
            Partition other = harness.own(1);
            other.put("k", "elsewhere");
            gate.awaitCall();
            drained.putAllUnder("k", "a", "b", "c");
            assertThat(harness.engine.drain(List.of(drained.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            assertThat(sink.written()).containsExactly("a", "b", "c");
            assertThat(other.ownership.isIdle()).isFalse();
            gate.open();
        }
    }

    @Test
    void aDrainGivesUpAtItsLimit() throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            gate.awaitCall();
            assertThat(harness.engine.drain(List.of(partition.ownership), Duration.ofMillis(1)))
                    .isFalse();
            gate.open();
        }
    }

    @Test
    void aDrainGivesUpWhenTheTaskThreadIsInterrupted() throws Exception {
        Gate gate = sink.holding("a");
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            gate.awaitCall();
            Thread.currentThread().interrupt();
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isFalse();
            assertThat(Thread.interrupted()).isTrue();
            gate.open();
        }
    }

    @Test
    void aDrainWaitsForRetries() {
        sink.failing("a", injected());
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(EngineHarness.retrying(1, NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0);
            partition.put("k", "a");
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            assertThat(sink.written()).containsExactly("a");
        }
    }

    @Test
    void afterAFailureADrainWaitsForCallsThatRunAndLetsThemSettle() throws Exception {
        Gate gate = sink.holding("running");
        sink.failing("failing", injected());
        try (EngineHarness harness = EngineHarness.into(sink).start()) {
            Partition partition = harness.own(0);
            Delivery running = partition.put("k", "running");
            gate.awaitCall();
            partition.put("other", "failing");
            harness.untilFailed();
            partition.put("k", "never");
            CompletableFuture<Void> opener = CompletableFuture.runAsync(gate::open);
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
            opener.join();
            assertThat(running.isSettled()).isTrue();
            assertThat(sink.calls()).containsExactly("running", "failing");
        }
    }

    @Test
    void afterAFailureADrainDoesNotWaitForBackoffs() {
        sink.failing("retried", injected()).failing("failing", new IllegalArgumentException("fatal"));
        try (EngineHarness harness = EngineHarness.into(sink)
                .policy(backingOff(1, Duration.ofHours(1), NodeErrorDecision.FAIL)
                        .on(IllegalArgumentException.class, NodeErrorDecision.FAIL))
                .start()) {
            Partition partition = harness.own(0);
            partition.put("a", "retried");
            partition.put("b", "failing");
            harness.untilFailed();
            assertThat(harness.engine.drain(List.of(partition.ownership), EngineHarness.PATIENCE))
                    .isTrue();
        }
    }

    @Test
    void closingWaitsForCallsThatRunAndStartsNoMore() throws Exception {
        Gate gate = sink.holding("running");
        EngineHarness harness = EngineHarness.into(sink).start();
        Partition partition = harness.own(0);
        Delivery running = partition.submit("k", "running");
        partition.submit("k", "waiting");
        harness.engine.dispatch();
        gate.awaitCall();
        CompletableFuture<Void> opener = CompletableFuture.runAsync(gate::open);
        harness.engine.close(EngineHarness.PATIENCE);
        opener.join();
        assertThat(running.isSettled()).isTrue();
        assertThat(sink.calls().get(0)).isEqualTo("running");
        assertThat(harness.failure()).isNull();
    }

    @Test
    void closingInterruptsCallsThatRunPastTheLimitWhichIsNoFailure() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Gate gate = new Gate();
        EngineHarness harness = EngineHarness.into(message -> {
                    try {
                        gate.pass();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                        throw e;
                    }
                })
                .start();
        Delivery delivery = harness.own(0).put("k", "a");
        gate.awaitCall();
        harness.engine.close(Duration.ZERO);
        interrupted.await();
        assertThat(delivery.isSettled()).isFalse();
        assertThat(harness.failure()).isNull();
    }

    @Test
    void ourOwnInterruptIsNotDeadLetteredWhateverTheNodeMakesOfIt() throws Exception {
        Gate gate = new Gate();
        EngineHarness harness = EngineHarness.into(message -> {
                    try {
                        gate.pass();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException("statement was cancelled");
                    }
                })
                .policy(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER))
                .deadLetters(letters.route())
                .start();
        Delivery delivery = harness.own(0).put("k", "a");
        gate.awaitCall();
        harness.engine.close(Duration.ZERO);
        assertThat(letters.handled()).isEmpty();
        assertThat(delivery.isSettled()).isFalse();
        assertThat(harness.failure()).isNull();
    }

    @Test
    void callsAreInterruptedAlsoWhenTheClosingThreadIs() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        Gate gate = new Gate();
        EngineHarness harness = EngineHarness.into(message -> {
                    try {
                        gate.pass();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                })
                .start();
        harness.own(0).put("k", "a");
        gate.awaitCall();
        Thread.currentThread().interrupt();
        harness.engine.close(EngineHarness.PATIENCE);
        assertThat(Thread.interrupted()).isTrue();
        interrupted.await();
    }

    @Test
    void aLaneInBackoffDoesNotDelayClosing() {
        sink.failing("a", injected());
        EngineHarness harness = EngineHarness.into(sink)
                .policy(backingOff(1, Duration.ofHours(1), NodeErrorDecision.FAIL))
                .start();
        Delivery delivery = harness.own(0).put("k", "a");
        harness.until(() -> !sink.calls().isEmpty());
        harness.engine.close(EngineHarness.PATIENCE);
        assertThat(delivery.isSettled()).isFalse();
    }

    @Test
    void anInterruptThatACallLeavesBehindDoesNotReachTheNextMessage() {
        List<Boolean> interrupted = new CopyOnWriteArrayList<>();
        try (EngineHarness harness = EngineHarness.into(message -> {
                    interrupted.add(Thread.currentThread().isInterrupted());
                    Thread.currentThread().interrupt();
                })
                .start()) {
            harness.own(0).putAllUnder("k", "a", "b");
            harness.untilSettled();
            assertThat(interrupted).containsExactly(false, false);
        }
    }
}
