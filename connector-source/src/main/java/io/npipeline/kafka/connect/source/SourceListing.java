package io.npipeline.kafka.connect.source;

import io.npipeline.node.SourcePartition;
import java.util.List;

/**
 * Asks for the partitions that a connector's source has now.
 *
 * <p>Used by one thread at a time.
 */
@FunctionalInterface
interface SourceListing extends AutoCloseable {

    /**
     * The partitions, each once.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException when they cannot be found out, also when the thread was
     *     interrupted, which it then still is
     */
    List<SourcePartition> list();

    @Override
    default void close() {}
}
