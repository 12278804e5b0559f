package io.npipeline.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The workers of a pool: some are busy, the others rest, but for one that may watch. Starts their threads as they are wanted.
 *
 * <p>Guarded by the lock of the {@link WorkerPool}.
 */
final class WorkerRoster {

    private final int maxThreads;
    private final ThreadFactory factory;
    private final Consumer<Throwable> onError;
    private final List<Thread> threads = new ArrayList<>();

    /** The last one to come goes first: its memory is the most likely to be near. */
    private final ArrayDeque<Worker> resting = new ArrayDeque<>();

    private @Nullable Worker watcher;

    WorkerRoster(int maxThreads, ThreadFactory factory, Consumer<Throwable> onError) {
        this.maxThreads = maxThreads;
        this.factory = factory;
        this.onError = onError;
    }

    /** How many neither rest nor watch. Who was called is busy from then on. */
    int busy() {
        return threads.size() - resting.size() - (watcher == null ? 0 : 1);
    }

    boolean hasWatcher() {
        return watcher != null;
    }

    boolean isWatcher(Worker worker) {
        return watcher == worker;
    }

    void rests(Worker worker) {
        resting.push(worker);
    }

    void watches(Worker worker) {
        watcher = worker;
    }

    void endWatch(Worker worker) {
        if (watcher == worker) {
            watcher = null;
        }
    }

    /** Lets one more be busy: one that rests, the watcher, or a new one. None when there are as many as may be. */
    void callForWork(WorkerPool pool) {
        Worker called = resting.poll();
        if (called == null && watcher != null) {
            called = watcher;
            watcher = null;
        }
        if (called != null) {
            called.call();
        } else {
            start(new Worker(pool));
        }
    }

    /** Lets one that rests, or a new one, be the watcher. */
    void callToWatch(WorkerPool pool) {
        Worker called = resting.poll();
        if (called != null) {
            watcher = called;
            called.call();
            return;
        }
        watcher = new Worker(pool);
        if (!start(watcher)) {
            watcher = null;
        }
    }

    /** Starts a worker's thread if there may be another; returns whether it did. */
    private boolean start(Worker worker) {
        if (threads.size() >= maxThreads) {
            return false;
        }
        try {
            Thread thread = factory.newThread(worker);
            thread.start();
            threads.add(thread);
            return true;
        } catch (Throwable error) {
            // No more threads to be had. Thrown, it would end the caller, maybe with a unit in its hands; the threads
            // that run take the work.
            if (threads.isEmpty()) {
                onError.accept(error);
            }
            return false;
        }
    }

    /** Wakes all that wait. */
    void wakeAll() {
        resting.forEach(Worker::wake);
        if (watcher != null) {
            watcher.wake();
        }
    }

    List<Thread> threads() {
        return List.copyOf(threads);
    }

    /** Waits until the threads end; returns whether they did in time. Without the lock. */
    static boolean join(List<Thread> threads, Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Thread thread : threads) {
            long millis = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (millis > 0) {
                thread.join(millis);
            }
            if (thread.isAlive()) {
                return false;
            }
        }
        return true;
    }
}
