package io.npipeline.kafka.connect.source;

import org.jspecify.annotations.Nullable;

/**
 * An item that is not done with, for whoever watches its partition. Immutable, and light: it keeps nothing of the item itself.
 *
 * @param sequence its number within the partition and the task
 * @param at the position to read it from; {@code null} for the beginning of the partition
 * @param takenInNanos when it was taken in, in {@link System#nanoTime}
 * @param <A> a position
 */
record OpenItem<A>(long sequence, @Nullable A at, long takenInNanos) {}
