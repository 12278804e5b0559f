package io.npipeline.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * One thread that makes units ready when they are due: parked lanes, batches whose linger is over, dead letters to be
 * tried again. It ends calls that take too long. It runs no user code.
 *
 * <p>Thread safe.
 */
final class Timer implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;
    private final WorkerPool workers;

    /** Each parked lane with the token of its parking, so that a late timer does not wake a later parking. */
    private final Map<Lane, Object> parked = new ConcurrentHashMap<>();

    Timer(WorkerPool workers, ThreadFactory factory) {
        this.workers = workers;
        executor = new ScheduledThreadPoolExecutor(1, factory, new ThreadPoolExecutor.DiscardPolicy());
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    /** Makes the unit ready after the delay; never once the timer is closed. */
    @SuppressWarnings("FutureReturnValueIgnored") // handing over to the workers cannot fail
    void schedule(Runnable unit, long delayNanos) {
        executor.schedule(() -> workers.addFirst(unit), delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Runs the task on the timer's own thread after the delay; it must be short and not the user's. */
    Future<?> after(Runnable task, long delayNanos) {
        return executor.schedule(task, delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Makes the lane ready after the delay, or at {@link #wake}. */
    @SuppressWarnings("FutureReturnValueIgnored") // as above
    void park(Lane lane, long delayNanos) {
        Object token = new Object();
        parked.put(lane, token);
        executor.schedule(() -> wake(lane, token), delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Makes the lane ready now if it is parked. */
    void wake(Lane lane) {
        Object token = parked.get(lane);
        if (token != null) {
            wake(lane, token);
        }
    }

    /** Makes the parked lanes of a partition ready now. */
    void wakePartition(int partitionSlot) {
        for (Lane lane : parked.keySet()) {
            if (lane.partitionSlot() == partitionSlot) {
                wake(lane);
            }
        }
    }

    private void wake(Lane lane, Object token) {
        if (parked.remove(lane, token)) {
            workers.addFirst(lane);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
