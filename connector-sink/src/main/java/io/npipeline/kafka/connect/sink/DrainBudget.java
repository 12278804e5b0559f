package io.npipeline.kafka.connect.sink;

import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The time a task may spend on draining. A stop drains twice, when its partitions are closed and when it ends, within one
 * budget, because the worker gives up on a task that takes too long to stop. Records that the worker puts in between say
 * that it was no stop.
 *
 * <p>Task thread only, but for {@link #longest}.
 */
final class DrainBudget {

    private final Duration limit;
    private final LongSupplier nanoTime;

    /** What drains took since the last put; the time between them is the worker's. */
    private Duration spent = Duration.ZERO;

    private volatile Duration longest = Duration.ZERO;

    DrainBudget(Duration limit, LongSupplier nanoTime) {
        this.limit = limit;
        this.nanoTime = nanoTime;
    }

    /** The task goes on: the next drain has all of the limit again. To be called at each put. */
    void renew() {
        spent = Duration.ZERO;
    }

    /**
     * Drains, with what earlier drains left over since the last put.
     *
     * @param drain is given how long it may take
     */
    void spend(Consumer<Duration> drain) {
        long begin = nanoTime.getAsLong();
        try {
            drain.accept(left());
        } finally {
            Duration took = Duration.ofNanos(nanoTime.getAsLong() - begin);
            spent = spent.plus(took);
            if (took.compareTo(longest) > 0) {
                longest = took;
            }
        }
    }

    /** How long the longest drain took. Any thread. */
    Duration longest() {
        return longest;
    }

    /** What is left over; not negative. */
    Duration left() {
        Duration left = limit.minus(spent);
        return left.isNegative() ? Duration.ZERO : left;
    }
}
