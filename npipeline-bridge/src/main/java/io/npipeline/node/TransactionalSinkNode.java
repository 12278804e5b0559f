package io.npipeline.node;

import java.time.Duration;

/**
 * A sink whose store keeps the position of each partition in the same transactions as the messages, so that every record has
 * its effect there once, whatever happens to the worker. Its pipeline reads Kafka and writes to no Kafka topic.
 *
 * <p>The store's position is where reading begins, whatever offset is committed in Kafka. An owner that was taken for dead and
 * comes back must find that it can write no more; that is what {@link #claim} is for.
 *
 * <p>A claim is made by the task's thread, at a rebalance; batches are written by others, those of different partitions at the
 * same time, so an implementation must be thread safe.
 *
 * @param <T> the body it takes; {@code null} for tombstones
 */
public interface TransactionalSinkNode<T> extends Node {

    /**
     * Makes the caller the only owner of a partition. What an earlier owner has not committed when this returns must never be
     * committed: keep a number for each connector, topic and partition, raise it here, and let every write require that it is
     * still the same, with a lock that holds until the write's transaction ends.
     *
     * @param topic the topic, before any transformation renamed it
     * @param limit how long this may take, waiting for an earlier owner's transaction included; the worker waits meanwhile
     * @throws Exception if it did not come to it; the claim is tried again for {@code npipeline.claim.timeout.ms} in all, then
     *     the task fails
     */
    ClaimedPartition<T> claim(String topic, int partition, Duration limit) throws Exception;
}
