package io.npipeline.engine;

import java.util.concurrent.locks.Condition;
import org.jspecify.annotations.Nullable;

/**
 * One thread of a {@link WorkerPool}. It claims units of a batch without the lock, and looks under the lock when the batch is
 * used up, when it claimed many, and when the pool asks for attention.
 *
 * <p>The methods that say so are called with the lock of the pool held, and guarded by it; the rest is the worker's own.
 */
final class Worker implements Runnable {

    /** How often the watcher looks. A unit behind calls that take unexpectedly long waits for two looks at most. */
    private static final long LOOK_NANOS = 250_000;

    /** How many units are claimed before the pool hears how long they took. */
    private static final int MOST_CLAIMS = 64;

    private final WorkerPool pool;
    private final Condition called;

    /** Guarded by the lock. */
    private boolean resting;

    private @Nullable ReadyBatch batch;
    private int claims;
    private int attention;
    private long began;

    Worker(WorkerPool pool) {
        this.pool = pool;
        this.called = pool.newCondition();
    }

    @Override
    public void run() {
        Tally tally;
        try {
            tally = pool.tally();
        } catch (Throwable error) {
            pool.failed(error);
            return;
        }
        for (WorkUnit unit = next(); unit != null; unit = next()) {
            // An interrupt meant for the call that ended before must not reach this one.
            Thread.interrupted();
            try {
                unit.run(tally);
            } catch (Throwable error) {
                pool.failed(error);
            }
        }
    }

    /** The next unit, once there is one; {@code null} when the pool was stopped. */
    private @Nullable WorkUnit next() {
        if (batch != null && claims < MOST_CLAIMS && attention == pool.attention()) {
            WorkUnit unit = batch.claim();
            if (unit != null) {
                claims++;
                return unit;
            }
        }
        batch = null; // also because an idle worker must not keep what is in it
        int done = claims;
        claims = 0;
        WorkUnit unit = pool.next(this, done, done == 0 ? 0 : System.nanoTime() - began);
        began = System.nanoTime();
        return unit;
    }

    /** With the lock. It got the first unit of the batch, and may claim more of it. */
    void claimsOf(ReadyBatch newBatch, int currentAttention) {
        batch = newBatch;
        claims = 1;
        attention = currentAttention;
    }

    /** With the lock. Waits until it is called or the pool is stopped. */
    void rest() {
        if (!resting) {
            resting = true;
            pool.rests(this);
        }
        while (resting && !pool.isStopped()) {
            called.awaitUninterruptibly();
        }
    }

    /** With the lock. Waits for the time between two looks, or until it is called or the pool is stopped. */
    void pauseWatching() {
        try {
            long left = LOOK_NANOS;
            while (left > 0 && pool.isWatcher(this) && !pool.isStopped()) {
                left = called.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            // It was meant for a call that has ended.
        }
    }

    /** With the lock. */
    void call() {
        resting = false;
        called.signal();
    }

    /** With the lock. */
    void wake() {
        called.signal();
    }
}
