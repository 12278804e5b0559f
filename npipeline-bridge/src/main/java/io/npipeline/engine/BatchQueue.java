package io.npipeline.engine;

import io.npipeline.node.BatchLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * The items that wait for a batch sink, in their order. Items of a lane one of whose items failed are held back until that
 * one is settled; failed items that are to be retried wait in groups of their own.
 *
 * <p>Not thread safe: guarded by its owner. Times are those of {@link System#nanoTime}.
 */
final class BatchQueue {

    /** Items that failed together, to be written again together. */
    private record Retry(List<BatchItem> items, long dueAt) {}

    private final BatchLimits limits;
    private final Deque<BatchItem> waiting = new ArrayDeque<>();
    private final PriorityQueue<Retry> retries =
            new PriorityQueue<>((left, right) -> Long.signum(left.dueAt() - right.dueAt()));

    /** How many failed items each lane has; a lane without any is absent. */
    private final Map<Lane, Integer> heldLanes = new HashMap<>();

    BatchQueue(BatchLimits limits) {
        this.limits = limits;
    }

    void add(BatchItem item) {
        waiting.add(item);
    }

    void retry(List<BatchItem> items, long dueAt) {
        retries.add(new Retry(items, dueAt));
    }

    /** Holds back later items of this one's lane. */
    void hold(BatchItem failed) {
        heldLanes.merge(failed.delivery().lane(), 1, Integer::sum);
    }

    /** Undoes one {@link #hold}. */
    void unhold(BatchItem settled) {
        heldLanes.computeIfPresent(settled.delivery().lane(), (lane, count) -> count == 1 ? null : count - 1);
    }

    /**
     * When the next batch is to be written: now or earlier if one is due, {@link Long#MAX_VALUE} if there is nothing to
     * write. Compare by difference from {@code now} only when it is not {@code MAX_VALUE}.
     *
     * @param flush whether waiting items are due at once
     */
    long nanosUntilDue(long now, boolean flush) {
        long nanos = Long.MAX_VALUE;
        Retry retry = retries.peek();
        if (retry != null) {
            nanos = retry.dueAt() - now;
        }
        int eligible = 0;
        for (BatchItem item : waiting) {
            if (heldLanes.isEmpty() || !heldLanes.containsKey(item.delivery().lane())) {
                if (eligible == 0) {
                    nanos = Math.min(
                            nanos, flush ? 0 : item.addedAt() + limits.linger().toNanos() - now);
                }
                eligible++;
                if (eligible == limits.maxMessages()) {
                    return Math.min(nanos, 0);
                }
            }
            if (heldLanes.isEmpty() && eligible > 0) {
                return waiting.size() >= limits.maxMessages() ? Math.min(nanos, 0) : nanos;
            }
        }
        return nanos;
    }

    /** Takes the next batch: a retry that is due, else waiting items from the front; empty when there are none. */
    List<BatchItem> take(long now) {
        Retry retry = retries.peek();
        if (retry != null && retry.dueAt() - now <= 0) {
            retries.remove();
            return retry.items();
        }
        List<BatchItem> batch = new ArrayList<>(Math.min(limits.maxMessages(), waiting.size()));
        Iterator<BatchItem> items = waiting.iterator();
        while (items.hasNext() && batch.size() < limits.maxMessages()) {
            BatchItem item = items.next();
            if (heldLanes.isEmpty() || !heldLanes.containsKey(item.delivery().lane())) {
                batch.add(item);
                items.remove();
            }
        }
        return batch;
    }
}
