package io.npipeline.engine;

import io.npipeline.message.PartitionLostException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/**
 * The stages that {@code acknowledge()} handed out and whose deliveries are not settled yet. The task thread looks for those
 * that are at its next turn, so that settling a delivery need not; they are completed on a worker, because what the user
 * attached to them runs with it and must not hold up the task thread.
 */
final class AcknowledgementWaiters {

    private record Waiter(Delivery delivery, String messageId, CompletableFuture<Void> settled) {

        void complete() {
            settled.complete(null);
        }

        void fail() {
            settled.completeExceptionally(new PartitionLostException(messageId));
        }
    }

    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Executor workers;
    private volatile boolean closed;

    AcknowledgementWaiters(Executor workers) {
        this.workers = workers;
    }

    /** Any thread. */
    CompletionStage<Void> add(Delivery delivery, String messageId) {
        if (delivery.isSettled()) {
            return CompletableFuture.completedFuture(null);
        }
        Waiter waiter = new Waiter(delivery, messageId, new CompletableFuture<>());
        waiters.add(waiter);
        if (closed) {
            close();
        }
        return waiter.settled().minimalCompletionStage();
    }

    /** Task thread. */
    void completeSettled() {
        waiters.removeIf(this::complete);
    }

    /** Fails those that wait, and those that come later. */
    void close() {
        closed = true;
        for (Waiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
            waiter.fail();
        }
    }

    private boolean complete(Waiter waiter) {
        if (waiter.delivery().ownership().isReleased()) {
            workers.execute(waiter::fail);
            return true;
        }
        if (waiter.delivery().isSettled()) {
            workers.execute(waiter::complete);
            return true;
        }
        return false;
    }
}
