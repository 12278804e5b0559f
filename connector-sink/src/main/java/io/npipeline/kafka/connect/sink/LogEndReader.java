package io.npipeline.kafka.connect.sink;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** Asks for the ends of logs. Used by one thread, and closed by it. */
interface LogEndReader extends AutoCloseable {

    /**
     * What was found.
     *
     * @param ends the offset behind the last record of each partition, as the connector's consumer sees it
     * @param failures why there is none of the others
     */
    record Found(Map<TopicPartition, Long> ends, Map<TopicPartition, Throwable> failures) {}

    /** Asks for each of the partitions. In bounded time. */
    Found read(Collection<TopicPartition> partitions) throws InterruptedException;

    @Override
    void close();
}
