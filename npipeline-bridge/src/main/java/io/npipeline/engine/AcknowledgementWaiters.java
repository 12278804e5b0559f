package io.npipeline.engine;

import io.npipeline.message.PartitionLostException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;

/**
 * The stages that {@code acknowledge()} handed out and whose deliveries are not settled yet. The task thread completes
 * them at its next turn, so that settling a delivery need not look for them.
 */
final class AcknowledgementWaiters {

    private record Waiter(Delivery delivery, String messageId, CompletableFuture<Void> settled) {}

    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();

    /** Any thread. */
    CompletionStage<Void> add(Delivery delivery, String messageId) {
        if (delivery.isSettled()) {
            return CompletableFuture.completedFuture(null);
        }
        Waiter waiter = new Waiter(delivery, messageId, new CompletableFuture<>());
        waiters.add(waiter);
        return waiter.settled().minimalCompletionStage();
    }

    /** Task thread. */
    void completeSettled() {
        waiters.removeIf(AcknowledgementWaiters::complete);
    }

    private static boolean complete(Waiter waiter) {
        if (waiter.delivery().ownership().isReleased()) {
            waiter.settled().completeExceptionally(new PartitionLostException(waiter.messageId()));
            return true;
        }
        return waiter.delivery().isSettled() && waiter.settled().complete(null);
    }
}
