package io.npipeline.engine;

import java.time.Duration;

/**
 * Whether what is ready keeps the workers that run busy for so long that another is worth waking. Waking one costs as much as
 * running a hundred short units, and where CPUs are few it takes one from the task thread.
 *
 * <p>Guarded by the lock of the {@link WorkerPool}.
 */
final class WorkerDemand {

    /** How long ready units may wait, by what units took lately, before another worker is woken for them. */
    private static final long WORTH_NANOS = Duration.ofMillis(1).toNanos();

    /** What a unit counts at the most: one of a minute says no more than that units are worth a worker each. */
    private static final long LONGEST_NANOS = Duration.ofMillis(2).toNanos();

    /** A unit moves the average by a five hundredth or so, and many at a time by a sixtieth at the most. */
    private static final int MEMORY = 512;

    private static final int MOST_AT_ONCE = 8;

    /**
     * A moving average, slow enough that a worker which lost the CPU in the middle of a unit does not make all units look long.
     * It begins with what makes every unit worth a worker, as nothing is known.
     */
    private double unitNanos = LONGEST_NANOS;

    /** So many units took so long together. */
    void ran(int units, long nanos) {
        double each = Math.min((double) nanos / units, (double) LONGEST_NANOS);
        unitNanos += (each - unitNanos) * Math.min(units, MOST_AT_ONCE) / MEMORY;
    }

    /**
     * @param ready how many units are ready
     * @param busy how many workers run
     */
    boolean isWorthAnother(long ready, int busy) {
        return (double) ready * unitNanos > (double) Math.max(1, busy) * WORTH_NANOS;
    }
}
