package io.npipeline.engine;

/**
 * How many partitions topics have.
 *
 * <p>Thread safe.
 */
@FunctionalInterface
public interface PartitionCounts {

    /**
     * The number of partitions of a topic. May wait for brokers, for some seconds at the most.
     *
     * @throws org.apache.kafka.connect.errors.ConnectException naming the topic, when the number cannot be found out
     */
    int of(String topic) throws InterruptedException;
}
