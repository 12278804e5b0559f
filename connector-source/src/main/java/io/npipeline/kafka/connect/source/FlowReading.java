package io.npipeline.kafka.connect.source;

import org.jspecify.annotations.Nullable;

/**
 * How far a partition got, for whoever watches it from another thread. Immutable.
 *
 * @param releasedOutputs outputs released since the task started
 * @param oldest the first of the items whose outputs were not released yet; {@code null} with none
 * @param reached the position behind what was read last; {@code null} where that is not known, or is the beginning
 * @param <P> a position
 */
record FlowReading<P>(
        long releasedOutputs,
        @Nullable Started<P> oldest,
        @Nullable P reached) {}
