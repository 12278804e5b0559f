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

    /** The partitions to read; they are divided among the tasks. Asked on an instance that is opened and closed for it. */
    List<SourcePartition> partitions() throws Exception;

    /**
     * Starts to read a partition; also once more after the reader before failed, which is closed then.
     *
     * @param from the position to go on from: the one that is stored, or that of the last item handed over; empty when
     *     there is none yet
     */
    SourceReader<T> read(SourcePartition partition, Optional<Position> from) throws Exception;
}
