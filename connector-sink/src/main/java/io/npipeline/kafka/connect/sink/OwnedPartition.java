package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.Ownership;
import org.jspecify.annotations.Nullable;

/** A partition the task has, with how far it may be committed. Task thread only. */
final class OwnedPartition {

    private final Ownership ownership;
    private @Nullable Long lastCommittable;

    OwnedPartition(Ownership ownership) {
        this.ownership = ownership;
    }

    Ownership ownership() {
        return ownership;
    }

    /** What {@link #committable} answered last. */
    @Nullable
    Long lastCommittable() {
        return lastCommittable;
    }

    /**
     * The offset to commit: that of the first record not settled, or with none in flight what was consumed, so that
     * records which a transformation dropped and gaps in the log do not hold it back. Never above what was consumed.
     *
     * @param consumed the offset behind the last record that the worker consumed
     */
    long committable(long consumed) {
        long unsettled = ownership.firstUnsettled();
        long offset = unsettled < 0 ? consumed : unsettled;
        offset = Math.min(offset, consumed);
        lastCommittable = offset;
        return offset;
    }
}
