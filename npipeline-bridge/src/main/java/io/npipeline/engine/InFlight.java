package io.npipeline.engine;

import java.util.concurrent.atomic.LongAdder;

/**
 * Counts what is registered and what is settled of it, in records and bytes, over all ownerships.
 *
 * <p>Registered and read by the task thread only; {@link #settled} may be called by any.
 */
final class InFlight {

    private final LongAdder settledRecords = new LongAdder();
    private final LongAdder settledBytes = new LongAdder();
    private final Runnable onSettled;
    private long registeredRecords;
    private long registeredBytes;

    /**
     * @param onSettled called on any thread after a delivery was settled; must not block
     */
    InFlight(Runnable onSettled) {
        this.onSettled = onSettled;
    }

    void registered(int bytes) {
        registeredRecords++;
        registeredBytes += bytes;
    }

    /** A record that is settled without having run. */
    void registeredSettled() {
        registeredRecords++;
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
        return registeredRecords - settledRecords.sum();
    }

    long bytes() {
        return registeredBytes - settledBytes.sum();
    }

    /** Records settled so far, those included that were registered as settled. */
    long settledRecords() {
        return settledRecords.sum();
    }
}
