package io.npipeline.benchmarks.endtoend;

/**
 * What is done for each record. Immutable.
 *
 * @param millis how long it blocks, in milliseconds; 0 for not at all
 * @param concurrency for how many records at a time; 0 leaves it to the side
 */
public record Work(long millis, int concurrency) {

    /** Nothing, for as many records at a time as a side does by itself. */
    public static Work none() {
        return new Work(0, 0);
    }
}
