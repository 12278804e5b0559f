package io.npipeline.metrics;

/**
 * How long calls took lately: those of the last one to two minutes, in milliseconds. Values are exact within 7 %.
 *
 * <p>Thread safe.
 */
public interface LatencyReadings {

    /**
     * What so many of the calls did not exceed; not a number where there were none.
     *
     * @param percentile 0 to 100, such as 99
     */
    double percentileMs(double percentile);

    /** What the longest call took; not a number where there were none. */
    double maxMs();
}
