package io.npipeline.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The threads that run user code: at most so many, started as work comes, each of them taking the next ready unit. A call
 * that goes on without a thread takes the place of one.
 *
 * <p>A worker that takes a unit calls one more when those left are worth it, so a burst of long calls spreads without one
 * thread waking all, and short ones are left to the workers that are busy anyway. What calls took lately may be no guide to
 * those that run now: so one idle worker watches, and takes a unit when nobody else does. While it watches, a few short
 * units need nobody to be woken.
 *
 * <p>Thread safe.
 */
final class WorkerPool {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition workerIdle = lock.newCondition();
    private final ReadyUnits ready = new ReadyUnits();
    private final WorkerDemand demand = new WorkerDemand();
    private final WorkerRoster roster;
    private final int maxThreads;
    private final Tallies tallies;
    private final Consumer<Throwable> onError;

    /** How often a worker took units under the lock. */
    private long takes;

    /** Calls that go on without a thread. */
    private int parkedCalls;

    private boolean stopped;

    /** Changes when busy workers are to look under the lock before they claim another unit. Written under the lock. */
    private volatile int attention;

    /**
     * @param tallies where each worker has one
     * @param onError told of what a unit throws, which only a defect of the engine or a JVM error can be
     */
    WorkerPool(int maxThreads, ThreadFactory factory, Tallies tallies, Consumer<Throwable> onError) {
        this.maxThreads = maxThreads;
        this.tallies = tallies;
        this.onError = onError;
        this.roster = new WorkerRoster(maxThreads, factory, onError);
    }

    void add(Runnable unit) {
        add(tally -> unit.run());
    }

    /** For a unit that counts what it does. */
    void add(WorkUnit unit) {
        add(ReadyBatch.of(unit));
    }

    /**
     * @param units not to be changed any more
     */
    void addAll(List<WorkUnit> units) {
        if (!units.isEmpty()) {
            add(new ReadyBatch(units));
        }
    }

    private void add(ReadyBatch batch) {
        lock.lock();
        try {
            ready.add(batch);
            callWorkers();
        } finally {
            lock.unlock();
        }
    }

    /** For units that have waited already, such as a batch that is due: they go before all that is ready. */
    void addFirst(Runnable unit) {
        addFirst(tally -> unit.run());
    }

    /** The same for a unit that counts what it does. */
    void addFirst(WorkUnit unit) {
        lock.lock();
        try {
            putFirst(unit);
        } finally {
            lock.unlock();
        }
    }

    /** By a worker whose call goes on without it: one unit fewer can run until {@link #resume}. */
    void park() {
        lock.lock();
        try {
            parkedCalls++;
            askForAttention();
        } finally {
            lock.unlock();
        }
    }

    /** Ends a {@link #park}, with what is to run now that its call is over. */
    void resume(WorkUnit unit) {
        lock.lock();
        try {
            parkedCalls--;
            putFirst(unit);
        } finally {
            lock.unlock();
        }
    }

    private void putFirst(WorkUnit unit) {
        ready.addFirst(ReadyBatch.of(unit));
        askForAttention();
        callWorkers();
    }

    private void askForAttention() {
        int next = attention + 1;
        attention = next;
    }

    /** Waits until no unit is ready or running and no call parked; returns whether that came in time. */
    boolean awaitQuiet(Duration limit) throws InterruptedException {
        long nanos = limit.toNanos();
        lock.lock();
        try {
            while (!(ready.isEmpty() && roster.busy() == 0 && parkedCalls == 0)) {
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
            askForAttention();
            roster.wakeAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the workers of a stopped pool, then interrupts those that still run. */
    void awaitTermination(Duration limit, Duration afterInterrupt) throws InterruptedException {
        List<Thread> threads = threads();
        boolean ended = false;
        try {
            ended = WorkerRoster.join(threads, limit);
        } finally {
            if (!ended) {
                threads.forEach(Thread::interrupt);
            }
        }
        if (!ended) {
            WorkerRoster.join(threads, afterInterrupt);
        }
    }

    private List<Thread> threads() {
        lock.lock();
        try {
            return roster.threads();
        } finally {
            lock.unlock();
        }
    }

    /** Sees to it that somebody comes for what is ready. */
    private void callWorkers() {
        int busy = roster.busy();
        if (stopped || ready.isEmpty() || busy + parkedCalls >= maxThreads) {
            return; // the next that becomes free finds the unit by itself
        }
        if (demand.isWorthAnother(ready.size(), busy) || (busy == 0 && !roster.hasWatcher())) {
            roster.callForWork(this);
        } else if (!roster.hasWatcher()) {
            roster.callToWatch(this);
        }
    }

    /**
     * By a worker. The next unit, once there is one.
     *
     * @param claimed how many units it took since it asked last
     * @param nanos how long they took together
     * @return {@code null} when the pool was stopped
     */
    @Nullable
    WorkUnit next(Worker worker, int claimed, long nanos) {
        lock.lock();
        try {
            if (claimed > 0) {
                demand.ran(claimed, nanos);
                ready.claimed(claimed);
            }
            while (!stopped) {
                ReadyBatch first = ready.first();
                if (first == null && !roster.hasWatcher()) {
                    roster.watches(worker);
                }
                if (roster.isWatcher(worker)) {
                    watch(worker);
                } else if (first == null || roster.busy() + parkedCalls > maxThreads) {
                    worker.rest();
                } else {
                    WorkUnit unit = first.claim();
                    if (unit != null) {
                        takes++;
                        worker.claimsOf(first, attention);
                        callWorkers();
                        return unit;
                    }
                }
            }
            worker.rest();
            return null;
        } finally {
            lock.unlock();
        }
    }

    /** Looks at what is ready until the worker is called, finds units that nobody takes, or nothing happens any more. */
    private void watch(Worker worker) {
        workerIdle.signalAll();
        long seen;
        do {
            seen = takes;
            worker.pauseWatching();
        } while (roster.isWatcher(worker) && !stopped && takes != seen && (ready.isEmpty() || roster.busy() > 0));
        if (roster.isWatcher(worker)) {
            roster.endWatch(worker);
            if (ready.isEmpty()) {
                worker.rest();
            }
        }
    }

    /** By a worker, with the lock. */
    void rests(Worker worker) {
        roster.rests(worker);
        workerIdle.signalAll();
    }

    /** By a worker, with the lock. */
    boolean isWatcher(Worker worker) {
        return roster.isWatcher(worker);
    }

    /** By a worker, with the lock. */
    boolean isStopped() {
        return stopped;
    }

    /** By a worker. */
    int attention() {
        return attention;
    }

    Condition newCondition() {
        return lock.newCondition();
    }

    /** By a worker: its own. */
    Tally tally() {
        return tallies.own();
    }

    /** By a worker whose unit threw. */
    void failed(Throwable error) {
        onError.accept(error);
    }
}
