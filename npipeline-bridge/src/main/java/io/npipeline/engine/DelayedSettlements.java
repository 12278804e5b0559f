package io.npipeline.engine;

import io.npipeline.message.Rejection;
import java.time.Duration;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Deliveries whose branches ended and that are settled after a delay, the same for all, so that they become due in the order
 * in which they came.
 *
 * <p>Thread safe; {@link #settleDue} and {@link #lose} are for the task thread.
 */
final class DelayedSettlements {

    /** One that waits, until a time by {@link System#nanoTime}. Whoever takes it ends its wait. */
    private static final class Entry extends AtomicBoolean {
        private static final long serialVersionUID = 1L;

        private final transient Delivery delivery;
        private final long dueAt;

        Entry(Delivery delivery, long dueAt) {
            this.delivery = delivery;
            this.dueAt = dueAt;
        }

        boolean take() {
            return compareAndSet(false, true);
        }
    }

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final long delayNanos;
    private final RunState state;
    private final LongSupplier nanoTime;

    DelayedSettlements(Duration delay, RunState state, LongSupplier nanoTime) {
        this.delayNanos = delay.toNanos();
        this.state = state;
        this.nanoTime = nanoTime;
    }

    /** Any thread. */
    void add(Delivery delivery) {
        Entry entry = new Entry(delivery, nanoTime.getAsLong() + delayNanos);
        entries.add(entry);
        // Its partition may have been given up too early for lose to find it here.
        if (delivery.ownership().isReleased() && entry.take()) {
            delivery.settleNow();
        }
    }

    void settleDue() {
        long now = nanoTime.getAsLong();
        for (Entry first = entries.peek(); first != null && now - first.dueAt >= 0; first = entries.peek()) {
            entries.remove();
            if (first.take()) {
                settle(first.delivery);
            }
        }
    }

    /** Lets go of the deliveries of a partition that was given up. */
    void lose(Ownership ownership) {
        for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
            Entry entry = all.next();
            if (entry.delivery.ownership() == ownership) {
                all.remove();
                if (entry.take()) {
                    entry.delivery.settleNow();
                }
            }
        }
    }

    /** What was handed on cannot be called back, so the one rejection that still can be followed is that of the task. */
    private void settle(Delivery delivery) {
        if (delivery.decision() instanceof Rejected rejected && rejected.how() instanceof Rejection.Fail fail) {
            state.fail(new ConnectException(
                    "The record at offset " + delivery.offset() + " was rejected after its sinks had returned: "
                            + fail.cause(),
                    fail.cause()));
        } else {
            delivery.settleNow();
        }
    }
}
