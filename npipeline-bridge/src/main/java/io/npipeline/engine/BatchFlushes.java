package io.npipeline.engine;

import io.npipeline.node.BatchLimits;
import java.time.Duration;
import java.util.List;

/**
 * The messages that wait for a batch sink, and when a batch of them is to be written: one batch at a time.
 *
 * <p>Thread safe: all is guarded by this object's monitor, which is never held while the node is called.
 */
final class BatchFlushes {

    private final BatchQueue queue;
    private final Runnable flush;
    private final int maxWaiting;
    private final WorkerPool workers;
    private final FlushTimer flushTimer;

    /** Whether a flush is ready or running. */
    private boolean flushing;

    private boolean flushAtOnce;

    /**
     * @param flush writes a batch, on a worker; ends with {@link #flushed} or {@link #refused}
     */
    BatchFlushes(BatchLimits limits, Runnable flush, EngineParts parts) {
        this.queue = new BatchQueue(limits);
        this.flush = flush;
        this.maxWaiting = parts.failures().maxWaiting();
        this.workers = parts.workers();
        this.flushTimer = new FlushTimer(this, parts.timer(), this::schedule);
    }

    synchronized void add(BatchItem item) {
        queue.add(item);
        if (queue.heldBack(item.delivery()) == maxWaiting) {
            queue.hasten(item.delivery().lane(), item.addedAt());
        }
        schedule();
    }

    /** How many messages of its key are held back for the item or others that failed. */
    synchronized int heldBack(BatchItem item) {
        return queue.heldBack(item.delivery());
    }

    /** What waits for a retry. */
    synchronized Parked parked() {
        return queue.parked();
    }

    /** While set, waiting messages are written without lingering. */
    synchronized void flushAtOnce(boolean atOnce) {
        flushAtOnce = atOnce;
        schedule();
    }

    /** Takes the batch that is due, for the flush; empty when there is none any more. */
    synchronized List<BatchItem> takeDue() {
        long now = System.nanoTime();
        return queue.nanosUntilDue(now, flushAtOnce) <= 0 ? queue.take(now) : List.of();
    }

    /** The flush is over. */
    synchronized void flushed() {
        flushing = false;
        schedule();
    }

    /** The flush could not begin, as the circuit let it not through: what waits does so until the circuit changes. */
    synchronized void refused(NodeCircuit circuit, long seenChanges) {
        flushing = false;
        // A change while the flush was under way found nothing to start.
        if (circuit.changes() != seenChanges) {
            schedule();
        }
    }

    /** Looks again whether a batch is due, after the circuit let none through. */
    synchronized void flushIfDue() {
        schedule();
    }

    /** Holds back later items of these ones' lanes. */
    synchronized void hold(List<BatchItem> unsettled) {
        queue.hold(unsettled);
    }

    /** Undoes one {@link #hold}. */
    synchronized void unhold(BatchItem settled) {
        queue.unhold(settled);
        schedule();
    }

    /** Lets the items be written again together, after the delay. */
    synchronized void retry(List<BatchItem> items, Duration delay) {
        long now = System.nanoTime();
        queue.retry(items, now + delay.toNanos());
        for (BatchItem item : items) {
            // Those that came while others of the batch were decided found no retry to hasten.
            if (heldBack(item) >= maxWaiting) {
                queue.hasten(item.delivery().lane(), now);
            }
        }
        schedule();
    }

    /** Takes out the items whose partition was given up. */
    synchronized List<BatchItem> removeLost() {
        return queue.removeLost();
    }

    private void schedule() {
        if (flushing) {
            return;
        }
        long now = System.nanoTime();
        long nanos = queue.nanosUntilDue(now, flushAtOnce);
        if (nanos <= 0) {
            flushing = true;
            workers.addFirst(flush);
        } else if (nanos != Long.MAX_VALUE) {
            flushTimer.lookAfter(nanos, now);
        }
    }
}
