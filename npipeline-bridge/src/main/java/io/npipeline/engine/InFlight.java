package io.npipeline.engine;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what is registered and what is settled of it, in records and bytes, over all ownerships.
 *
 * <p>Registered and read by the task thread only; {@link #settled} may be called by any.
 */
final class InFlight {

    /**
     * Where in {@link #registered} the counts are. There is a cache line of room on each side of them: the task thread
     * writes them for each record, and the workers read the fields of this object for each record.
     */
    private static final int RECORDS = 8;

    private static final int BYTES = 9;
    private static final int ROOM = 8;

    private final long[] registered = new long[BYTES + 1 + ROOM];
    private final LongAdder settledRecords = new LongAdder();
    private final LongAdder settledBytes = new LongAdder();
    private final Runnable onSettled;

    /**
     * @param onSettled called on any thread after a delivery was settled; must not block
     */
    InFlight(Runnable onSettled) {
        this.onSettled = onSettled;
    }

    void registered(int bytes) {
        registered[RECORDS]++;
        registered[BYTES] += bytes;
    }

    /** A record that is settled without having run. */
    void registeredSettled() {
        registered[RECORDS]++;
        settledRecords.increment();
    }

    /** Any thread. */
    void settled(int bytes) {
        // In this order: a task that sees no records in flight must see no bytes in flight either.
        settledBytes.add(bytes);
        settledRecords.increment();
        onSettled.run();
    }

    long records() {
        return registered[RECORDS] - settledRecords.sum();
    }

    long bytes() {
        return registered[BYTES] - settledBytes.sum();
    }

    /** Records settled so far, those included that were registered as settled. */
    long settledRecords() {
        return settledRecords.sum();
    }
}
