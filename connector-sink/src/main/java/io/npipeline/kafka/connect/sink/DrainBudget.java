package io.npipeline.kafka.connect.sink;

import java.time.Duration;

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
    private long begin;
    private boolean begun;

    DrainBudget(Duration limit) {
        this.limit = limit;
    }

    Duration limit() {
        return limit;
    }

    /** A drain begins with the whole budget. */
    void begin() {
        begin = System.nanoTime();
        begun = true;
    }

    /** What is left of the budget of the drain that began last; all of it when that one is long over. */
    Duration left() {
        Duration spent = Duration.ofNanos(System.nanoTime() - begin);
        if (!begun || spent.compareTo(limit.plus(SAME_STOP)) > 0) {
            return limit;
        }
        Duration left = limit.minus(spent);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
