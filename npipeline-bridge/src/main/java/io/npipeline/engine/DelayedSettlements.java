package io.npipeline.engine;

import io.npipeline.message.Rejection;
import java.time.Duration;
import java.util.Iterator;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Deliveries whose branches ended and that are settled after a delay, the same for all, so that they become due in the order
 * in which they came.
 *
 * <p>Thread safe; {@link #settleDue} and {@link #lose} are for the task thread.
 */
final class DelayedSettlements {

    /** One that waits, until a time by {@link System#nanoTime}. */
    private record Entry(Delivery delivery, long dueAt) {}

    private final Queue<Entry> entries = new ConcurrentLinkedQueue<>();
    private final long delayNanos;
    private final RunState state;
    private final LongSupplier nanoTime;

    DelayedSettlements(Duration delay, RunState state, LongSupplier nanoTime) {
        this.delayNanos = delay.toNanos();
        this.state = state;
        this.nanoTime = nanoTime;
    }

    void add(Delivery delivery) {
        entries.add(new Entry(delivery, nanoTime.getAsLong() + delayNanos));
    }

    void settleDue() {
        long now = nanoTime.getAsLong();
        for (Entry first = entries.peek(); first != null && now - first.dueAt() >= 0; first = entries.peek()) {
            entries.remove();
            settle(first.delivery());
        }
    }

    /** Lets go of the deliveries of a partition that was given up. */
    void lose(Ownership ownership) {
        for (Iterator<Entry> all = entries.iterator(); all.hasNext(); ) {
            Delivery delivery = all.next().delivery();
            if (delivery.ownership() == ownership) {
                all.remove();
                delivery.settleNow();
            }
        }
    }

    /** What was handed on cannot be called back, so the one rejection that still can be followed is that of the task. */
    private void settle(Delivery delivery) {
        if (delivery.decision() instanceof Decision.Rejected rejected
                && rejected.how() instanceof Rejection.Fail fail) {
            state.fail(new ConnectException(
                    "The record at offset " + delivery.offset() + " was rejected after its sinks had returned: "
                            + fail.cause(),
                    fail.cause()));
        } else {
            delivery.settleNow();
        }
    }
}
