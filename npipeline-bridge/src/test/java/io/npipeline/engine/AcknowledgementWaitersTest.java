package io.npipeline.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.engine.EngineHarness.Partition;
import io.npipeline.message.PartitionLostException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Stages are completed by the workers, whose units the test keeps and runs. */
class AcknowledgementWaitersTest {

    /** Gives deliveries; it runs nothing, because nothing is dispatched. */
    private final EngineHarness harness = EngineHarness.into(message -> {}).start();

    private final Partition partition = harness.own(0);
    private final Delivery delivery = partition.submit("k", "a");
    private final List<Runnable> units = new ArrayList<>();
    private final AcknowledgementWaiters waiters = new AcknowledgementWaiters(units::add);

    @AfterEach
    void close() {
        harness.close();
    }

    private CompletableFuture<Void> add() {
        return waiters.add(delivery, "orders-0-0", null).toCompletableFuture();
    }

    private static void assertLost(CompletableFuture<Void> stage) {
        assertThat(stage).isCompletedExceptionally();
        assertThatThrownBy(stage::join)
                .hasRootCauseInstanceOf(PartitionLostException.class)
                .hasMessageContaining("orders-0-0");
    }

    @Test
    void theTaskThreadLeavesASettledStageToAWorker() {
        CompletableFuture<Void> stage = add();
        waiters.completeSettled();
        assertThat(units).isEmpty();

        delivery.release();
        waiters.completeSettled();
        assertThat(stage).isNotDone();

        units.forEach(Runnable::run);
        assertThat(stage).isCompleted();
    }

    @Test
    void theTaskThreadLeavesALostStageToAWorker() {
        CompletableFuture<Void> stage = add();
        partition.release();
        waiters.completeSettled();
        assertThat(stage).isNotDone();

        units.forEach(Runnable::run);
        assertLost(stage);
    }

    @Test
    void aStageIsHandedToTheWorkersOnce() {
        assertThat(add()).isNotDone();
        delivery.release();
        waiters.completeSettled();
        waiters.completeSettled();

        assertThat(units).hasSize(1);
    }

    @Test
    void aStageThatWaitsAtTheEndFails() {
        CompletableFuture<Void> stage = add();
        waiters.close();

        assertLost(stage);
    }

    @Test
    void whatNoWorkerGotToIsDoneAtTheEnd() {
        CompletableFuture<Void> settled = add();
        delivery.release();
        waiters.completeSettled();
        waiters.close();

        assertThat(settled).isCompleted();
    }

    @Test
    void aStageThatComesAfterTheEndFails() {
        waiters.close();

        assertLost(add());
    }

    @Test
    void aSettledDeliveryNeedsNoWaitEvenAfterTheEnd() {
        waiters.close();
        delivery.release();

        assertThat(add()).isCompleted();
    }
}
