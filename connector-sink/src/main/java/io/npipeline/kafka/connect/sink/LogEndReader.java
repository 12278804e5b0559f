package io.npipeline.kafka.connect.sink;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/** Asks for the ends of logs. Used by one thread, and closed by it. */
interface LogEndReader extends AutoCloseable {

    /** The offset behind the last record of each partition, as the connector's consumer sees it. In bounded time. */
    Map<TopicPartition, Long> read(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException;

    @Override
    void close();
}
