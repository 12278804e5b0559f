package io.npipeline.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Knows the first offset of one partition that is not settled yet.
 *
 * <p>Offsets are registered in their order into a list of fixed segments; a slot is a dense index, so gaps between offsets
 * cost nothing. A worker settles a slot with one release store into an array that is never moved: no store can be lost, and
 * one that comes after the partition was given up lands in a segment that nobody reads any more. The task thread registers,
 * advances and reads.
 *
 * @param <O> what a segment knows its owner by, so that who holds one need not hold both
 */
final class OffsetTracker<O> {

    static final long NONE = -1;

    private static final int SEGMENT_SLOTS = 1024;
    private static final VarHandle DONE = MethodHandles.arrayElementVarHandle(byte[].class);

    /** A fixed run of slots. */
    static final class Segment<O> {
        private final O owner;
        private final long[] offsets = new long[SEGMENT_SLOTS];
        private final byte[] done = new byte[SEGMENT_SLOTS];
        private @Nullable Segment<O> next;

        private Segment(O owner) {
            this.owner = owner;
        }

        O owner() {
            return owner;
        }

        /** Marks a slot as settled; by any thread. All that the thread did before is visible to whoever sees the mark. */
        void settle(int slot) {
            DONE.setRelease(done, slot, (byte) 1);
        }

        long offset(int slot) {
            return offsets[slot];
        }

        boolean isSettled(int slot) {
            return (byte) DONE.getAcquire(done, slot) != 0;
        }
    }

    private Segment<O> head;
    private int headSlot;
    private Segment<O> tail;
    private int tailSlot;
    private long registered;
    private long lastOffset = NONE;
    private long passed;

    OffsetTracker(O owner) {
        head = new Segment<>(owner);
        tail = head;
    }

    /** Adds an offset behind the ones there are. Its slot is {@link #lastSlot} of {@link #lastSegment}. */
    void register(long offset) {
        if (tailSlot == SEGMENT_SLOTS) {
            Segment<O> fresh = new Segment<>(tail.owner);
            tail.next = fresh;
            tail = fresh;
            tailSlot = 0;
        }
        tail.offsets[tailSlot++] = offset;
        lastOffset = offset;
        registered++;
    }

    Segment<O> lastSegment() {
        return tail;
    }

    int lastSlot() {
        return tailSlot - 1;
    }

    /** The offset registered last; {@link #NONE} before the first. */
    long lastOffset() {
        return lastOffset;
    }

    /** How many offsets are remembered: from the first that is not settled to the last, settled ones between included. */
    long span() {
        return firstUnsettled() == NONE ? 0 : registered - passed;
    }

    /** The first offset that is not settled; {@link #NONE} when all are. */
    long firstUnsettled() {
        while (passed < registered) {
            if (headSlot == SEGMENT_SLOTS) {
                Segment<O> following = Objects.requireNonNull(head.next);
                head.next = null; // a delivery that is kept must keep no more than its own segment
                head = following;
                headSlot = 0;
            }
            if (!head.isSettled(headSlot)) {
                return head.offsets[headSlot];
            }
            headSlot++;
            passed++;
        }
        return NONE;
    }

    /**
     * Adds the settled offsets above the first unsettled one, as of the last call of {@link #firstUnsettled}. Offsets that
     * the log does not have belong to the run of the one before them, which makes the fewest runs.
     */
    void addSettledAbove(OffsetMap.Builder map) {
        Segment<O> segment = head;
        int slot = headSlot;
        long runBegin = NONE;
        long offset = NONE;
        for (long index = passed; index < registered; index++) {
            if (slot == SEGMENT_SLOTS) {
                segment = Objects.requireNonNull(segment.next);
                slot = 0;
            }
            offset = segment.offsets[slot];
            boolean settled = segment.isSettled(slot);
            slot++;
            if (settled && runBegin == NONE) {
                runBegin = offset;
            } else if (!settled && runBegin != NONE) {
                map.add(runBegin, offset);
                runBegin = NONE;
            }
        }
        if (runBegin != NONE) {
            map.add(runBegin, offset + 1);
        }
    }
}
