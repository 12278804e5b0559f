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

    /** Begins a drain, with what an earlier one of the same stop left over. Returns how long it may take. */
    Duration begin() {
        if (isOver()) {
            begin = System.nanoTime();
            begun = true;
        }
        return left();
    }

    /** What is left of the budget of the drain that began last; all of it when that one is long over. */
    Duration left() {
        if (isOver()) {
            return limit;
        }
        Duration left = limit.minus(spent());
        return left.isNegative() ? Duration.ZERO : left;
    }

    private boolean isOver() {
        return !begun || spent().compareTo(limit.plus(SAME_STOP)) > 0;
    }

    private Duration spent() {
        return Duration.ofNanos(System.nanoTime() - begin);
    }
}
