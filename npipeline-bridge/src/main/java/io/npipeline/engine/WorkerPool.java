package io.npipeline.engine;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run user code: at most so many, started as work comes, each of them taking the next ready unit. A
 * worker that takes work wakes one more while work remains, so a burst spreads without one thread waking all. A call that
 * goes on without a thread takes the place of one.
 *
 * <p>Thread safe.
 */
final class WorkerPool {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workCame = lock.newCondition();
    private final Condition workerIdle = lock.newCondition();
    private final ArrayDeque<Runnable> ready = new ArrayDeque<>();
    private final List<Thread> threads = new ArrayList<>();
    private final int maxThreads;
    private final ThreadFactory factory;
    private final Consumer<Throwable> onError;
    private int idle;

    /** Calls that go on without a thread. */
    private int parkedCalls;

    private boolean stopped;

    /**
     * @param onError told of what a unit throws, which only a defect of the engine or a JVM error can be
     */
    WorkerPool(int maxThreads, ThreadFactory factory, Consumer<Throwable> onError) {
        this.maxThreads = maxThreads;
        this.factory = factory;
        this.onError = onError;
    }

    void add(Runnable unit) {
        lock.lock();
        try {
            ready.add(unit);
            wakeOne();
        } finally {
            lock.unlock();
        }
    }

    /** For units that have waited already, such as a batch that is due: they go before all that is ready. */
    void addFirst(Runnable unit) {
        lock.lock();
        try {
            ready.addFirst(unit);
            wakeOne();
        } finally {
            lock.unlock();
        }
    }

    void addAll(List<Runnable> units) {
        if (units.isEmpty()) {
            return;
        }
        lock.lock();
        try {
            ready.addAll(units);
            wakeOne();
        } finally {
            lock.unlock();
        }
    }

    /** By a worker whose call goes on without it: one unit fewer can run until {@link #resume}. */
    void park() {
        lock.lock();
        try {
            parkedCalls++;
        } finally {
            lock.unlock();
        }
    }

    /** Ends a {@link #park}, with what is to run now that its call is over. */
    void resume(Runnable unit) {
        lock.lock();
        try {
            parkedCalls--;
            ready.addFirst(unit);
            wakeOne();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no unit is ready or running and no call parked; returns whether that came in time. */
    boolean awaitQuiet(Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (!(ready.isEmpty() && idle == threads.size() && parkedCalls == 0)) {
                if (nanos <= 0) {
                    return false;
                }
                nanos = workerIdle.awaitNanos(nanos);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Lets every worker end after the unit it runs; units that are only ready are dropped. */
    void stop() {
        lock.lock();
        try {
            stopped = true;
            ready.clear();
            workCame.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the workers of a stopped pool, then interrupts those that still run. */
    void awaitTermination(Duration limit, Duration afterInterrupt) throws InterruptedException {
        boolean ended = false;
        try {
            ended = join(limit);
        } finally {
            if (!ended) {
                copyOfThreads().forEach(Thread::interrupt);
            }
        }
        if (!ended) {
            join(afterInterrupt);
        }
    }

    private boolean join(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        for (Thread thread : copyOfThreads()) {
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

    private List<Thread> copyOfThreads() {
        lock.lock();
        try {
            return List.copyOf(threads);
        } finally {
            lock.unlock();
        }
    }

    /** How many of the places are taken, also by a worker that is about to take a unit. */
    private int taken() {
        return threads.size() - idle + parkedCalls;
    }

    private void wakeOne() {
        if (taken() >= maxThreads) {
            return; // the next that becomes free finds the unit by itself
        }
        if (idle > 0) {
            workCame.signal();
        } else if (threads.size() < maxThreads && !stopped) {
            startThread();
        }
    }

    private void startThread() {
        try {
            Thread thread = factory.newThread(this::work);
            thread.start();
            threads.add(thread);
        } catch (Throwable error) {
            // No more threads to be had. Thrown, it would end the caller, maybe with a unit in its hands; the threads
            // that run take the work.
            if (threads.isEmpty()) {
                onError.accept(error);
            }
        }
    }

    private void work() {
        for (Runnable unit = take(); unit != null; unit = take()) {
            try {
                unit.run();
            } catch (Throwable error) {
                onError.accept(error);
            }
            // An interrupt meant for the call that just ended must not reach the next one.
            Thread.interrupted();
        }
    }

    private @Nullable Runnable take() {
        lock.lock();
        try {
            while ((ready.isEmpty() || taken() > maxThreads) && !stopped) {
                idle++;
                workerIdle.signalAll();
                try {
                    workCame.awaitUninterruptibly();
                } finally {
                    idle--;
                }
            }
            if (stopped) {
                idle++;
                workerIdle.signalAll();
                return null;
            }
            Runnable unit = ready.poll();
            if (!ready.isEmpty()) {
                wakeOne();
            }
            return unit;
        } finally {
            lock.unlock();
        }
    }
}
