package io.npipeline.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one thread did, by operator, and when it is to take the time of what it does next.
 *
 * <p>Written by its thread alone, counts read by any. So a message costs a few plain additions in memory that no other thread
 * writes:
 *
 * <ul>
 *   <li>An addition is a read and an opaque write, which is an ordinary store that the compiler may not leave out or split. Two
 *       threads never add to the same count, so none is lost.
 *   <li>There is a cache line of room on each side, so that no other thread writes beside it.
 *   <li>What a thread counted before it settled a delivery is seen by whoever saw that it is settled, as the settlement is a
 *       release and looking at it an acquire.
 * </ul>
 *
 * <p>Counted is only what cannot be worked out: where a run began, and each time a message went on to the first output. What
 * came in at an operator is the sum of both, {@link OperatorMeter} says how.
 */
final class Tally {

    /** How many counts an operator has. */
    static final int SLOTS = 3;

    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(long[].class);

    /** A cache line, in longs. */
    private static final int ROOM = 8;

    /** Where it stands how many runs are left until one is timed. */
    private static final int LEFT = ROOM;

    private static final int SETTLED_RECORDS = LEFT + 1;
    private static final int SETTLED_BYTES = LEFT + 2;
    private static final int SETTLED_OUTPUTS = LEFT + 3;

    /** The first slot of an operator. */
    private static final int FIRST = LEFT + 4;

    private static final int BEGUN = 0;
    private static final int WENT_ON = 1;
    private static final int OUT = 2;

    /** The most runs from one that is timed to the next; half as many on average. */
    private static final int LONGEST_GAP = 127;

    /** So many runs are timed before any is left out: then a node that is slow is known to be. */
    private static final int TIMED_AT_FIRST = 100;

    private final long[] counts;
    private final Timing timing = new Timing(this);
    private int timed;

    /**
     * @param operators how many there are
     */
    Tally(int operators) {
        counts = new long[FIRST + operators * SLOTS + ROOM];
        counts[LEFT] = 1;
    }

    /** The first of the slots of an operator. */
    static int slotOf(int operator) {
        return FIRST + operator * SLOTS;
    }

    /** A message comes in at an operator, and not from the one before it. */
    void begun(Operator at) {
        add(at.slot() + BEGUN, 1);
    }

    /** A message goes on to the first output of an operator, or ends well at a sink. */
    void wentOn(Operator at) {
        add(at.slot() + WENT_ON, 1);
    }

    /** Messages went out otherwise. */
    void wentOut(int slot, int count) {
        add(slot + OUT, count);
    }

    /**
     * A record is settled.
     *
     * @param outputs what it left to its task to produce
     */
    void settled(int bytes, int outputs) {
        add(SETTLED_OUTPUTS, outputs);
        // Releases, and the record last: a reader that finds it settled must find its bytes settled too, and
        // registered.
        COUNTS.setRelease(counts, SETTLED_BYTES, counts[SETTLED_BYTES] + bytes);
        COUNTS.setRelease(counts, SETTLED_RECORDS, counts[SETTLED_RECORDS] + 1);
    }

    private void add(int index, int count) {
        long[] own = counts;
        COUNTS.setOpaque(own, index, own[index] + count);
    }

    long settledRecords() {
        return (long) COUNTS.getAcquire(counts, SETTLED_RECORDS);
    }

    long settledBytes() {
        return (long) COUNTS.getAcquire(counts, SETTLED_BYTES);
    }

    long settledOutputs() {
        return (long) COUNTS.getOpaque(counts, SETTLED_OUTPUTS);
    }

    long begunAt(int slot) {
        return (long) COUNTS.getOpaque(counts, slot + BEGUN);
    }

    long wentOnAt(int slot) {
        return (long) COUNTS.getOpaque(counts, slot + WENT_ON);
    }

    long wentOutAt(int slot) {
        return (long) COUNTS.getOpaque(counts, slot + OUT);
    }

    /** To be asked for each run; {@code null} for one that is not timed. Own thread. */
    @Nullable
    Timing timing() {
        long[] own = counts;
        long left = own[LEFT] - 1;
        own[LEFT] = left;
        if (left > 0) {
            return null;
        }
        int gap = gap();
        own[LEFT] = gap;
        timing.begin(gap);
        return timing;
    }

    private int gap() {
        if (timed < TIMED_AT_FIRST) {
            timed++;
            return 1;
        }
        // Not every 64th: messages may come in a pattern of their own.
        return ThreadLocalRandom.current().nextInt(1, LONGEST_GAP + 1);
    }

    /** The next run is to be timed. Own thread. */
    void timeNext() {
        counts[LEFT] = 1;
    }

    @Override
    public String toString() {
        return Arrays.toString(counts);
    }
}
