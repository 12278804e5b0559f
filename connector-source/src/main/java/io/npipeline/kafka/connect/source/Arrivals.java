package io.npipeline.kafka.connect.source;

import java.lang.invoke.VarHandle;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets the task thread wait until there is something for it to do: items that were read, deliveries that were settled.
 *
 * <p>Thread safe.
 */
final class Arrivals {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();

    /** Spares those who announce the lock while nobody waits. */
    private volatile boolean waiting;

    private boolean announced;

    /** Says that there is something to do. */
    void announce() {
        // What there is to do was stored before, maybe with a release only: it must be out before this looks whether
        // anybody
        // waits, or the waiter could miss both it in its last look and the announcement.
        VarHandle.fullFence();
        if (waiting) {
            lock.lock();
            try {
                announced = true;
                arrived.signal();
            } finally {
                lock.unlock();
            }
        }
    }

    /**
     * From now on announcements are kept. To be called before the last look whether there is something to do; the wait
     * that follows then misses nothing that came after the look.
     */
    void prepareToWait() {
        waiting = true;
        // The other half of the one in announce().
        VarHandle.fullFence();
    }

    /** Waits for an announcement since {@link #prepareToWait}; returns whether one came within the time. */
    boolean await(long nanos) throws InterruptedException {
        lock.lock();
        try {
            long left = nanos;
            while (!announced && left > 0) {
                left = arrived.awaitNanos(left);
            }
            return announced;
        } finally {
            announced = false;
            waiting = false;
            lock.unlock();
        }
    }
}
