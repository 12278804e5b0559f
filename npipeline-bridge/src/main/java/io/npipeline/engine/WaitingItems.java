package io.npipeline.engine;

import io.npipeline.node.BatchLimits;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Items that wait for the next batch, in their order, and how much of a batch they are.
 *
 * <p>Not thread safe: guarded by its owner.
 */
final class WaitingItems {

    private final BatchLimits limits;
    private final Deque<BatchItem> items = new ArrayDeque<>();
    private long bytes;

    WaitingItems(BatchLimits limits) {
        this.limits = limits;
    }

    void add(BatchItem item) {
        items.add(item);
        bytes += item.bytes();
    }

    int size() {
        return items.size();
    }

    /** The item that waits longest. */
    @Nullable
    BatchItem peek() {
        return items.peek();
    }

    /** Whether they make a batch that is not to wait for more. */
    boolean isFull() {
        return items.size() >= limits.maxMessages() || bytes >= limits.maxBytes();
    }

    /** How long until the first has waited as long as it may, by {@link System#nanoTime}; only if there is one. */
    long nanosUntilLinger(long now) {
        return items.element().addedAt() + limits.linger().toNanos() - now;
    }

    /** Takes a batch from the front, at the most up to an item that ends one; empty when none wait. */
    List<BatchItem> take(Predicate<BatchItem> endsBatch) {
        List<BatchItem> batch = new ArrayList<>(Math.min(limits.maxMessages(), items.size()));
        long batchBytes = 0;
        for (BatchItem item = items.peek(); item != null; item = items.peek()) {
            boolean fits = batch.size() < limits.maxMessages() && batchBytes + item.bytes() <= limits.maxBytes();
            if (!batch.isEmpty() && (!fits || endsBatch.test(item) || endsBatch.test(batch.get(0)))) {
                break;
            }
            batch.add(remove());
            batchBytes += item.bytes();
        }
        return batch;
    }

    /** Takes out the items that the predicate holds for, in their order. */
    List<BatchItem> removeIf(Predicate<BatchItem> predicate) {
        List<BatchItem> removed = new ArrayList<>();
        items.removeIf(item -> predicate.test(item) && removed.add(item));
        removed.forEach(item -> bytes -= item.bytes());
        return removed;
    }

    /** Adds items that came at other times, keeping the oldest in front, whose age is that of the next batch. */
    void merge(Deque<BatchItem> more) {
        List<BatchItem> others = List.copyOf(items);
        items.clear();
        bytes = 0;
        for (BatchItem other : others) {
            while (!more.isEmpty() && more.element().addedAt() - other.addedAt() <= 0) {
                add(more.remove());
            }
            add(other);
        }
        more.forEach(this::add);
        more.clear();
    }

    private BatchItem remove() {
        BatchItem item = items.remove();
        bytes -= item.bytes();
        return item;
    }
}
