package io.npipeline.engine;

import io.npipeline.message.Origin;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One thread that makes units ready when they are due: parked lanes, batches whose linger is over, dead letters to be
 * tried again. It ends calls that take too long. It runs no user code.
 *
 * <p>Thread safe.
 */
final class Timer implements AutoCloseable {

    private final ScheduledThreadPoolExecutor executor;
    private final WorkerPool workers;

    /** The parking of each parked lane, told apart by identity, so that a late timer does not wake a later parking. */
    private final Map<Lane, Parking> parked = new ConcurrentHashMap<>();

    private static final class Parking {

        /** The call that is to be repeated; {@code null} for one that was not made. */
        private final @Nullable FailedCall call;

        /** What the lane waits for besides. */
        private final @Nullable NodeCircuit circuit;

        Parking(@Nullable FailedCall call, @Nullable NodeCircuit circuit) {
            this.call = call;
            this.circuit = circuit;
        }
    }

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

    /** Makes the lane of a failed call ready after the delay, or at {@link #wake}. */
    @SuppressWarnings("FutureReturnValueIgnored") // as above
    void park(Lane lane, FailedCall call, long delayNanos) {
        Parking parking = new Parking(call, null);
        parked.put(lane, parking);
        executor.schedule(() -> wake(lane, parking), delayNanos, TimeUnit.NANOSECONDS);
    }

    /** Parks the lane until {@link #wake} or {@link #wakeHeld}. */
    void hold(Lane lane, NodeCircuit circuit) {
        parked.put(lane, new Parking(null, circuit));
    }

    /** Makes the lanes ready that are held by the circuit. */
    void wakeHeld(NodeCircuit circuit) {
        parked.forEach((lane, parking) -> {
            if (parking.circuit == circuit) {
                wake(lane, parking);
            }
        });
    }

    /** Makes the lane ready now if it is held by the circuit. */
    void wakeHeld(Lane lane, NodeCircuit circuit) {
        Parking parking = parked.get(lane);
        if (parking != null && parking.circuit == circuit) {
            wake(lane, parking);
        }
    }

    /** Makes the lane ready now if it is parked. */
    void wake(Lane lane) {
        Parking parking = parked.get(lane);
        if (parking != null) {
            wake(lane, parking);
        }
    }

    /** Ends the retries of the lanes behind whose head so many messages wait, and makes them ready now. */
    void endRetriesOfCrowded(int maxWaiting) {
        if (!parked.isEmpty()) {
            parked.keySet().forEach(lane -> endRetriesIfCrowded(lane, maxWaiting));
        }
    }

    /** The same for one lane, if it is parked. */
    void endRetriesIfCrowded(Lane lane, int maxWaiting) {
        Parking parking = parked.get(lane);
        if (parking != null && parking.call != null && lane.waiting() >= maxWaiting) {
            parking.call.exhaust();
            wake(lane, parking);
        }
    }

    /** What waits for a retry. */
    Parked parked() {
        int keys = 0;
        long records = 0;
        for (Map.Entry<Lane, Parking> entry : parked.entrySet()) {
            FailedCall call = entry.getValue().call;
            if (call != null) {
                keys++;
                records += recordsOf(call) + entry.getKey().behindHead();
            }
        }
        return new Parked(keys, records);
    }

    private static int recordsOf(FailedCall call) {
        return call.message().origin() instanceof Origin.Batch batch
                ? batch.records().size()
                : 1;
    }

    /** Makes the parked lanes of a partition ready now. */
    void wakePartition(int partitionSlot) {
        for (Lane lane : parked.keySet()) {
            if (lane.partitionSlot() == partitionSlot) {
                wake(lane);
            }
        }
    }

    private void wake(Lane lane, Parking parking) {
        if (parked.remove(lane, parking)) {
            workers.addFirst(lane);
        }
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }
}
