package io.npipeline.kafka.connect.sink;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.TopicPartition;

/** Where a task looks up what was committed for its connector, metadata included, which the worker does not hand out. */
@FunctionalInterface
interface CommittedOffsets {

    /**
     * What a partition has.
     *
     * @param offset the committed offset
     * @param metadata what was committed with it; empty when that was nothing
     * @param endOfLog the offset behind the last record of the partition
     */
    record Committed(long offset, String metadata, long endOfLog) {}

    /**
     * Reads what was committed, in bounded time. Task thread.
     *
     * @return those of the partitions for which something was
     */
    Map<TopicPartition, Committed> read(Collection<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException;
}
