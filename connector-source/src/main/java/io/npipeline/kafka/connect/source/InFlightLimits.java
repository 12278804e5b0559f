package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.RunSettings;
import java.util.List;

/**
 * How much a task takes in before what it took in earlier is handed to the worker. Immutable.
 *
 * @param records items of all partitions
 * @param bytes their bytes, where sizes are known
 */
record InFlightLimits(int records, long bytes) {

    /** What is remembered of a partition behind its oldest item that waits, and read anew and left out after a restart. */
    private static final long MAX_SPAN = 1_000_000;

    static InFlightLimits of(RunSettings run) {
        return new InFlightLimits(run.maxInFlightRecords(), run.maxInFlightBytes());
    }

    /** Whether no more is to be taken in. */
    boolean areReached(List<? extends PartitionFlow<?>> flows) {
        long unreleased = 0;
        long unreleasedBytes = 0;
        for (PartitionFlow<?> flow : flows) {
            unreleased += flow.unreleased();
            unreleasedBytes += flow.unreleasedBytes();
            if (flow.span() >= MAX_SPAN) {
                return true;
            }
        }
        return unreleased >= records || unreleasedBytes >= bytes;
    }
}
