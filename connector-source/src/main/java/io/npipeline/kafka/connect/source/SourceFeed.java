package io.npipeline.kafka.connect.source;

import java.time.Duration;
import java.util.List;

/**
 * Where the items of a task come from.
 *
 * <p>Task thread only.
 */
interface SourceFeed extends AutoCloseable {

    /** A flow for each partition that the task reads. */
    List<? extends PartitionFlow<?>> flows();

    /** What is shown of each of these partitions. */
    List<? extends PartitionGauge> gauges();

    /** Submits the next items that were read to their flows; returns whether there were any. */
    boolean takeNext();

    /** Whether no more items of a partition will come, or none before those leave that were taken in. */
    boolean hasEnded();

    /** Throws what ended the reading of a partition, once all that was read of it before is handed over. */
    void throwIfEnded();

    /** Ends the reading: waits for reads under way, and interrupts them after the limit. */
    void stop(Duration limit);

    /** Closes what the pipeline may need to the end. */
    @Override
    default void close() {}
}
