package io.npipeline.node;

import java.util.List;
import java.util.Optional;

/**
 * The source of an ingress pipeline: a file, a queue, an API.
 *
 * <p>The connector opens one instance, asks it for its {@link #partitions} and closes it; each task opens another and
 * reads the partitions that it was given, each on a thread of its own.
 *
 * @param <T> the type of an item's body
 */
public interface SourceNode<T> extends Node {

    /** The partitions to read; they are divided among the tasks. */
    List<SourcePartition> partitions() throws Exception;

    /**
     * Starts to read a partition.
     *
     * @param from the position to go on from; empty when none was stored yet
     */
    SourceReader<T> read(SourcePartition partition, Optional<Position> from) throws Exception;
}
