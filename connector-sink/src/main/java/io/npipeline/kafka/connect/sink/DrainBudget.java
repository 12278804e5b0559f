package io.npipeline.kafka.connect.sink;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The time a task may spend on draining. A stop drains twice, when its partitions are closed and when it ends, within one
 * budget, because the worker gives up on a task that takes too long to stop.
 *
 * <p>Task thread only.
 */
final class DrainBudget {

    /** Drains further apart than this belong to different stops. */
    private static final Duration SAME_STOP = Duration.ofSeconds(1);

    private final Duration limit;
    private final LongSupplier nanoTime;

    /** What the drains of the last stop took; the time between them is the worker's. */
    private Duration spent = Duration.ZERO;

    private long lastEnd;
    private boolean used;

    DrainBudget(Duration limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /**
     * Drains, with what earlier drains of the same stop left over.
     *
     * @param drain is given how long it may take
     */
    void spend(Consumer<Duration> drain) {
        if (isOver()) {
            spent = Duration.ZERO;
        }
        long begin = nanoTime.getAsLong();
        try {
            drain.accept(left());
        } finally {
            lastEnd = nanoTime.getAsLong();
            used = true;
            spent = spent.plusNanos(lastEnd - begin);
        }
    }

    /** What is left of the budget of the drain that ended last; all of it when that one is long over. */
    Duration left() {
        if (isOver()) {
            return limit;
        }
        Duration left = limit.minus(spent);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean isOver() {
        return !used || nanoTime.getAsLong() - lastEnd > SAME_STOP.toNanos();
    }
}
