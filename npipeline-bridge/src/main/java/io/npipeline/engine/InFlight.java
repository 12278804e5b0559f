package io.npipeline.engine;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what is registered and what is settled of it, in records and bytes, over all ownerships.
 *
 * <p>Registered by the task thread only; {@link #settled} may be called by any, and so may what reads. A reader looks at what is
 * settled before it looks at what is registered, so that it never finds more of the former.
 */
final class InFlight {

    /**
     * Where in {@link #registered} the counts are. There is a cache line of room on each side of them: the task thread
     * writes them for each record, and the workers read the fields of this object for each record.
     */
    private static final int RECORDS = 8;

    private static final int BYTES = 9;
    private static final int ROOM = 8;

    private static final VarHandle COUNT = MethodHandles.arrayElementVarHandle(long[].class);

    private final long[] registered = new long[BYTES + 1 + ROOM];
    private final LongAdder settledRecords = new LongAdder();
    private final LongAdder settledBytes = new LongAdder();
    private final LongAdder settledOutputs = new LongAdder();
    private final Runnable onSettled;

    /**
     * @param onSettled called on any thread after a delivery was settled; must not block
     */
    InFlight(Runnable onSettled) {
        this.onSettled = onSettled;
    }

    void registered(int bytes) {
        COUNT.setOpaque(registered, RECORDS, registered[RECORDS] + 1);
        COUNT.setOpaque(registered, BYTES, registered[BYTES] + bytes);
    }

    /** A record that is settled without having run. */
    void registeredSettled() {
        COUNT.setOpaque(registered, RECORDS, registered[RECORDS] + 1);
        settledRecords.increment();
    }

    /**
     * Any thread.
     *
     * @param outputs what the record left to its task to produce
     */
    void settled(int bytes, int outputs) {
        if (outputs > 0) {
            settledOutputs.add(outputs);
        }
        // In this order: a task that sees no records in flight must see no bytes in flight either.
        settledBytes.add(bytes);
        settledRecords.increment();
        onSettled.run();
    }

    long records() {
        long settled = settledRecords.sum();
        return registeredRecords() - settled;
    }

    long bytes() {
        long settled = settledBytes.sum();
        return (long) COUNT.getOpaque(registered, BYTES) - settled;
    }

    /** Records registered so far, those included that were registered as settled. */
    long registeredRecords() {
        return (long) COUNT.getOpaque(registered, RECORDS);
    }

    /** Outputs of records settled so far. */
    long settledOutputs() {
        return settledOutputs.sum();
    }

    /** Records settled so far, those included that were registered as settled. */
    long settledRecords() {
        return settledRecords.sum();
    }
}
