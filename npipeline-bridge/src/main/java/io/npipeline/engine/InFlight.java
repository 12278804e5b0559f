package io.npipeline.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Counts what is registered and what is settled of it, in records and bytes, over all ownerships.
 *
 * <p>Registered by the task thread only; {@link #settled} may be called by any, each counting in its {@link Tally}, and so may
 * what reads. A reader looks at what is settled before it looks at what is registered, so that it never finds more of the
 * former.
 */
final class InFlight {

    /**
     * Where in {@link #registered} the counts are. There is a cache line of room on each side of them: the task thread
     * writes them for each record, and the workers read the fields of this object for each record.
     */
    private static final int RECORDS = 8;

    private static final int BYTES = 9;
    private static final int SETTLED_AT_ONCE = 10;
    private static final int ROOM = 8;

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] registered = new long[SETTLED_AT_ONCE + 1 + ROOM];
    private final Tallies tallies;
    private final Runnable onSettled;

    /**
     * @param tallies where each thread has one
     * @param onSettled called on any thread after a delivery was settled; must not block
     */
    InFlight(Tallies tallies, Runnable onSettled) {
        this.tallies = tallies;
        this.onSettled = onSettled;
    }

    void registered(int bytes) {
        add(RECORDS, 1);
        add(BYTES, bytes);
    }

    /** A record that is settled without having run. */
    void registeredSettled() {
        add(RECORDS, 1);
        add(SETTLED_AT_ONCE, 1);
    }

    private void add(int index, int count) {
        COUNT.setRelease(registered, index, registered[index] + count);
    }

    private long get(int index) {
        return (long) COUNT.getAcquire(registered, index);
    }

    /**
     * Any thread.
     *
     * @param outputs what the record left to its task to produce
     */
    void settled(int bytes, int outputs) {
        tallies.own().settled(bytes, outputs);
        onSettled.run();
    }

    long records() {
        long settled = settledRecords();
        return registeredRecords() - settled;
    }

    /** When no records are in flight any more, as {@link #records} tells, no bytes are either. */
    long bytes() {
        long settled = tallies.sum(Tally::settledBytes);
        return get(BYTES) - settled;
    }

    /** Records registered so far, those included that were registered as settled. */
    long registeredRecords() {
        return get(RECORDS);
    }

    /** Outputs of records settled so far. */
    long settledOutputs() {
        return tallies.sum(Tally::settledOutputs);
    }

    /** Records settled so far, those included that were registered as settled. */
    long settledRecords() {
        long atOnce = get(SETTLED_AT_ONCE);
        return atOnce + tallies.sum(Tally::settledRecords);
    }
}
