package io.npipeline.benchmarks.report;

/**
 * What one side did in the rounds that count. Immutable.
 *
 * @param records how many records each round had
 * @param rates how many of them per second it processed, round by round
 */
public record Measured(long records, Samples rates) {

    /** The seconds of the shortest round. */
    public double shortestSeconds() {
        return records / rates.max();
    }
}
