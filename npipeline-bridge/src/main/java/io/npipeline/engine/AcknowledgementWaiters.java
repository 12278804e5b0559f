package io.npipeline.engine;

import io.npipeline.message.PartitionLostException;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The stages that {@code acknowledge()} handed out and whose deliveries are not settled yet. The task thread looks for those
 * that are at its next turn, so that settling a delivery need not; they are completed on a worker, because what the user
 * attached to them runs with it and must not hold up the task thread.
 */
final class AcknowledgementWaiters {

    /** One stage. Its outcome is set once, by the task thread; a worker that stops with the task may not get to it. */
    private static final class Waiter {

        private final Delivery delivery;
        private final String messageId;
        private final @Nullable Rejected rejected;
        private final CompletableFuture<Void> stage = new CompletableFuture<>();
        private volatile @Nullable Runnable outcome;

        Waiter(Delivery delivery, String messageId, @Nullable Rejected rejected) {
            this.delivery = delivery;
            this.messageId = messageId;
            this.rejected = rejected;
        }

        /** Completes the stage of a settled delivery; a rejection that nobody took by then came too late. */
        void complete() {
            if (rejected != null && delivery.decision() == rejected) {
                stage.completeExceptionally(late(messageId));
            } else {
                stage.complete(null);
            }
        }

        void fail() {
            stage.completeExceptionally(new PartitionLostException(messageId));
        }
    }

    private final Queue<Waiter> waiters = new ConcurrentLinkedQueue<>();
    private final Executor workers;
    private volatile boolean closed;

    AcknowledgementWaiters(Executor workers) {
        this.workers = workers;
    }

    /**
     * Any thread.
     *
     * @param rejected what the stage stands for; {@code null} for an acknowledgement
     */
    CompletionStage<Void> add(Delivery delivery, String messageId, @Nullable Rejected rejected) {
        Waiter waiter = new Waiter(delivery, messageId, rejected);
        // In this order: what is dropped with its partition looks settled, too.
        boolean settled = delivery.isSettled();
        if (delivery.ownership().isReleased()) {
            waiter.fail();
            return waiter.stage.minimalCompletionStage();
        }
        if (settled) {
            waiter.complete();
            return waiter.stage.minimalCompletionStage();
        }
        waiters.add(waiter);
        if (closed) {
            close();
        }
        return waiter.stage.minimalCompletionStage();
    }

    /** The stage of a rejection that has no effect. */
    static CompletionStage<Void> tooLate(String messageId) {
        return CompletableFuture.<Void>failedFuture(late(messageId)).minimalCompletionStage();
    }

    private static IllegalStateException late(String messageId) {
        return new IllegalStateException("Message " + messageId
                + " was acknowledged or settled before it was rejected; the rejection has no effect");
    }

    /** Task thread. */
    void completeSettled() {
        waiters.removeIf(this::isDone);
    }

    /** Ends those that wait, and those that come later. */
    void close() {
        closed = true;
        for (Waiter waiter = waiters.poll(); waiter != null; waiter = waiters.poll()) {
            Runnable outcome = waiter.outcome;
            if (outcome != null) {
                outcome.run();
            } else {
                waiter.fail();
            }
        }
    }

    private boolean isDone(Waiter waiter) {
        if (waiter.outcome == null) {
            Runnable outcome = outcome(waiter);
            if (outcome != null) {
                waiter.outcome = outcome;
                workers.execute(outcome);
            }
        }
        return waiter.stage.isDone();
    }

    private static @Nullable Runnable outcome(Waiter waiter) {
        if (waiter.delivery.ownership().isReleased()) {
            return waiter::fail;
        }
        return waiter.delivery.isSettled() ? waiter::complete : null;
    }
}
