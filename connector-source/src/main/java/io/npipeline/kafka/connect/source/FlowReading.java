package io.npipeline.kafka.connect.source;

import org.jspecify.annotations.Nullable;

/**
 * How far a partition got, for whoever watches it from another thread. Immutable.
 *
 * @param takenIn items taken in since the task started
 * @param unreleased items whose outputs were not released yet
 * @param unreleasedBytes their bytes
 * @param releasedOutputs outputs released since the task started
 * @param oldest the first of the items that are unreleased; {@code null} with none
 * @param reached the position behind what was read last; {@code null} where that is not known, or is the beginning
 * @param <P> a position
 */
record FlowReading<P>(
        long takenIn,
        int unreleased,
        long unreleasedBytes,
        long releasedOutputs,
        @Nullable Started<P> oldest,
        @Nullable P reached) {

    /** Of a partition of which nothing was read. */
    static <P> FlowReading<P> atStart(@Nullable P reached) {
        return new FlowReading<>(0, 0, 0, 0, null, reached);
    }
}
