package io.npipeline.kafka.connect.source;

import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.TopicPartition;

/**
 * The offsets of a consumer group without members.
 *
 * <p>One thread.
 */
interface GroupOffsets extends AutoCloseable {

    /** The group's name. */
    String id();

    /**
     * Replaces offsets, in bounded time.
     *
     * @throws ExecutionException with what the brokers refuse it for: the offsets of a group that has members are theirs
     */
    void write(Map<TopicPartition, Long> offsets) throws ExecutionException, InterruptedException;

    @Override
    void close();
}
