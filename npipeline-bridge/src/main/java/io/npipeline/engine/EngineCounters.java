package io.npipeline.engine;

import java.util.concurrent.atomic.LongAdder;

/**
 * How often something rare happened, for the summary a task logs when it ends.
 *
 * <p>Thread safe.
 */
final class EngineCounters {

    private final LongAdder retried = new LongAdder();
    private final LongAdder skipped = new LongAdder();
    private final LongAdder deadLettered = new LongAdder();
    private final LongAdder crowded = new LongAdder();
    private final LongAdder tapFailed = new LongAdder();

    void retried() {
        retried.increment();
    }

    void skipped() {
        skipped.increment();
    }

    long skippedRecords() {
        return skipped.sum();
    }

    void deadLettered() {
        deadLettered.increment();
    }

    /** The retries of a message ended because too many waited for it. */
    void crowded() {
        crowded.increment();
    }

    long crowdedRecords() {
        return crowded.sum();
    }

    void tapFailed() {
        tapFailed.increment();
    }

    long tapFailures() {
        return tapFailed.sum();
    }

    @Override
    public String toString() {
        return retried + " retried, " + skipped + " skipped, " + deadLettered + " dead-lettered, " + crowded
                + " given up because too many waited, " + tapFailed + " failed in taps";
    }
}
