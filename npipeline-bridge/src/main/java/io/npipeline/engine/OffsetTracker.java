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
 * advances and reads. {@link #reading} is for any thread: it begins at the segment that the frontier is in and goes up to what
 * is registered, which is stored after all that is read of a record. The task thread cuts a segment off from the ones behind
 * it only after it has said that the frontier is past it, so whoever comes to a cut begins again further on.
 *
 * @param <O> what a segment knows its owner by, so that who holds one need not hold both
 */
final class OffsetTracker<O> {

    static final long NONE = -1;

    private static final int SEGMENT_SLOTS = 1024;
    private static final VarHandle DONE = MethodHandles.arrayElementVarHandle(byte[].class);
    private static final VarHandle REGISTERED = registeredHandle();

    /** Marks are no closer than this, while something is unsettled. */
    private static final long MARK_INTERVAL_NANOS = 10_000_000;

    /**
     * Nor closer than the time since the frontier's segment was begun, shifted by this: behind a record that is stuck for
     * hours some ten thousand marks are kept, and the age of the next is known to a part in four thousand.
     */
    private static final int MARK_INTERVAL_SHIFT = 12;

    private static VarHandle registeredHandle() {
        try {
            return MethodHandles.lookup().findVarHandle(OffsetTracker.class, "registered", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** From which time on records were registered, up to the next mark. */
    private static final class Mark {
        private final long index;
        private final long nanoTime;
        private volatile @Nullable Mark next;

        private Mark(long index, long nanoTime) {
            this.index = index;
            this.nanoTime = nanoTime;
        }
    }

    /** A fixed run of slots. */
    static final class Segment<O> {
        private final O owner;

        /** Of its first slot, counted from the tracker's first. */
        private final long base;

        private final long[] offsets = new long[SEGMENT_SLOTS];
        private final byte[] done = new byte[SEGMENT_SLOTS];
        private volatile @Nullable Segment<O> next;

        /** That of its first slot, once there is one; {@code null} once the frontier is past the segment. */
        private volatile @Nullable Mark mark;

        private Segment(O owner, long base, Mark mark) {
            this.owner = owner;
            this.base = base;
            this.mark = mark;
        }

        /** A segment that is kept must keep nothing of what is behind it. */
        private void cutOff() {
            next = null;
            mark = null;
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

    private volatile Segment<O> head;
    private int headSlot;
    private Segment<O> tail;
    private int tailSlot;
    private long registered;
    private long lastOffset = NONE;
    private long passed;
    private Mark lastMark;

    OffsetTracker(O owner) {
        lastMark = new Mark(0, System.nanoTime());
        head = new Segment<>(owner, 0, lastMark);
        tail = head;
    }

    /** Adds an offset behind the ones there are. Its slot is {@link #lastSlot} of {@link #lastSegment}. */
    void register(long offset) {
        if (tailSlot == SEGMENT_SLOTS) {
            Segment<O> fresh = new Segment<>(tail.owner, registered, lastMark);
            tail.next = fresh;
            tail = fresh;
            tailSlot = 0;
        }
        tail.offsets[tailSlot++] = offset;
        lastOffset = offset;
        REGISTERED.setRelease(this, registered + 1);
    }

    /** Says what time it is: that of the records that are registered from now on, up to the next call. */
    void mark(long nanoTime) {
        if (firstUnsettled() != NONE) {
            long sinceLast = nanoTime - lastMark.nanoTime;
            long sinceHead = nanoTime - Objects.requireNonNull(head.mark).nanoTime;
            if (sinceLast < MARK_INTERVAL_NANOS || sinceLast < sinceHead >> MARK_INTERVAL_SHIFT) {
                return;
            }
        }
        Mark mark = new Mark(registered, nanoTime);
        lastMark.next = mark;
        lastMark = mark;
    }

    Segment<O> lastSegment() {
        return tail;
    }

    int lastSlot() {
        return tailSlot - 1;
    }

    /** What says since when the records registered last are there. */
    Object lastMark() {
        return lastMark;
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
                Segment<O> full = head;
                head = Objects.requireNonNull(full.next);
                full.cutOff();
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

    /** How it stands now, by any thread. */
    PartitionReading reading() {
        PartitionReading reading = null;
        while (reading == null) {
            reading = readFrom(head);
        }
        return reading;
    }

    /** How it stands; {@code null} if the frontier left the segment meanwhile. */
    private @Nullable PartitionReading readFrom(Segment<O> begin) {
        Mark mark = begin.mark;
        // After the segment: its first slot is never above what is registered.
        long end = (long) REGISTERED.getAcquire(this);
        Segment<O> segment = begin;
        long first = NONE;
        long firstIndex = NONE;
        long unsettled = 0;
        for (long index = begin.base; index < end; index++) {
            if (index - segment.base == SEGMENT_SLOTS) {
                Segment<O> following = segment.next;
                if (following == null) {
                    return null;
                }
                segment = following;
            }
            int slot = (int) (index - segment.base);
            if (!segment.isSettled(slot)) {
                if (unsettled == 0) {
                    first = segment.offsets[slot];
                    firstIndex = index;
                }
                unsettled++;
            }
        }
        if (mark == null) {
            return null;
        }
        long last = end == begin.base ? NONE : segment.offsets[(int) (end - 1 - segment.base)];
        return new PartitionReading(first, last, unsettled, timeOf(firstIndex, mark));
    }

    private static long timeOf(long index, Mark begin) {
        Mark mark = begin;
        for (Mark next = mark.next; next != null && next.index <= index; next = next.next) {
            mark = next;
        }
        return mark.nanoTime;
    }
}
