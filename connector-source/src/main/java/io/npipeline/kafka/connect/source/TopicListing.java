package io.npipeline.kafka.connect.source;

import io.npipeline.node.SourcePartition;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;

/** Asks Kafka for the partitions of the topics that a relay reads. */
final class TopicListing {

    private TopicListing() {}

    /**
     * @throws ConnectException naming the topic that is not there, or the brokers that cannot be asked
     */
    static List<SourcePartition> of(RelaySettings relay, SourceConsumers consumers) {
        Consumer<byte[], byte[]> consumer = consumers.open(relay.consumer());
        try {
            List<SourcePartition> partitions = new ArrayList<>();
            for (String topic : relay.topics()) {
                for (PartitionInfo info : partitionsOf(topic, consumer, relay)) {
                    partitions.add(TopicPartitions.assigned(new TopicPartition(topic, info.partition())));
                }
            }
            return partitions;
        } finally {
            SourceConsumers.close(consumer);
        }
    }

    private static List<PartitionInfo> partitionsOf(
            String topic, Consumer<byte[], byte[]> consumer, RelaySettings relay) {
        String which = "The topic \"" + topic + "\" of " + RelaySettings.TOPICS;
        String where = " at " + relay.consumer().bootstrapServers();
        List<PartitionInfo> partitions;
        try {
            partitions = consumer.partitionsFor(topic);
        } catch (KafkaException e) {
            throw new ConnectException(which + " could not be looked up" + where + ": " + e, e);
        }
        if (partitions == null || partitions.isEmpty()) {
            throw new ConnectException(which + " does not exist" + where);
        }
        return partitions;
    }
}
