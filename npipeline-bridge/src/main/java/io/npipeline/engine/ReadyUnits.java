package io.npipeline.engine;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * What is ready to run, in its order.
 *
 * <p>Guarded by the lock of the {@link WorkerPool}; what it hands out is not.
 */
final class ReadyUnits {

    private final ArrayDeque<ReadyBatch> batches = new ArrayDeque<>();
    private long added;
    private long claimed;

    void add(ReadyBatch batch) {
        batches.add(batch);
        added += batch.size();
    }

    void addFirst(ReadyBatch batch) {
        batches.addFirst(batch);
        added += batch.size();
    }

    /** The first batch that has units left; {@code null} for none. */
    @Nullable
    ReadyBatch first() {
        ReadyBatch first = batches.peek();
        while (first != null && first.isClaimed()) {
            batches.poll();
            first = batches.peek();
        }
        return first;
    }

    boolean isEmpty() {
        return first() == null;
    }

    /** A worker claimed so many units since it said so last. */
    void claimed(int units) {
        claimed += units;
    }

    /** About how many units are left: workers say what they claimed now and then. */
    long size() {
        return added - claimed;
    }

    void clear() {
        batches.clear();
    }
}
