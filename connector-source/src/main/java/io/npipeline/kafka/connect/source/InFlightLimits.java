package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.RunSettings;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How much a task takes in before what it took in earlier is handed to the worker.
 *
 * <p>Task thread only.
 */
final class InFlightLimits {

    private static final Logger log = LoggerFactory.getLogger(InFlightLimits.class);

    /** What is remembered of a partition behind its oldest item that waits, and read anew and left out after a restart. */
    private static final long MAX_SPAN = 1_000_000;

    private final int records;
    private final long bytes;
    private boolean warned;

    /**
     * @param records items of all partitions
     * @param bytes their bytes, where sizes are known
     */
    InFlightLimits(int records, long bytes) {
        this.records = records;
        this.bytes = bytes;
    }

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
                warn(flow);
                return true;
            }
        }
        warned = false;
        return unreleased >= records || unreleasedBytes >= bytes;
    }

    private void warn(PartitionFlow<?> flow) {
        if (!warned) {
            log.warn(
                    "The task reads no further: {} has an item that is not done yet, and {} items behind it that wait for it "
                            + "or are done. It goes on when that item is done",
                    flow.name(),
                    MAX_SPAN);
            warned = true;
        }
    }
}
