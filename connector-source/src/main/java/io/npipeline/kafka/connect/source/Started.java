package io.npipeline.kafka.connect.source;

import io.npipeline.engine.Delivery;
import org.jspecify.annotations.Nullable;

/**
 * An item that was taken in and whose outputs were not released yet.
 *
 * @param sequence its number within the partition and the task, which is what its delivery is registered under
 * @param at the position to read it from; {@code null} for the beginning of the partition
 * @param takenInNanos when that was, in {@link System#nanoTime}
 * @param <P> a position
 */
record Started<P>(
        Delivery delivery,
        long sequence,
        int bytes,
        @Nullable P at,
        long takenInNanos) {

    /** What is told of it while it is not done with. */
    OpenItem<P> open() {
        return new OpenItem<>(sequence, at, takenInNanos);
    }
}
