package io.npipeline.kafka.connect.sink;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Asks brokers for what a lag is made of. Used by one thread, and closed by it. */
interface LagReader extends AutoCloseable {

    /**
     * What was found.
     *
     * @param ends the offset behind the last record of each partition, as the connector's consumer sees it
     * @param committed the offset that the connector's group committed, of those partitions of which it was asked for and there
     *     is one
     * @param failures why something is not known of a partition
     */
    record Found(
            Map<TopicPartition, Long> ends,
            Map<TopicPartition, Long> committed,
            Map<TopicPartition, Throwable> failures) {}

    /**
     * Asks where the logs end, and what was committed. In bounded time.
     *
     * @param partitions those whose logs' ends are wanted
     * @param uncertain those of them whose committed offsets are wanted
     */
    Found read(Collection<TopicPartition> partitions, Collection<TopicPartition> uncertain) throws InterruptedException;

    @Override
    void close();
}
