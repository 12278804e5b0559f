package io.npipeline.kafka.connect.source;

import io.npipeline.node.SourcePartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Asks Kafka for the partitions of the topics that a relay reads. Topics that are named must be there when they are listed for
 * the first time; later those that are gone are left out.
 *
 * <p>Used by one thread at a time. Keeps a consumer open, which connects when it is asked.
 */
final class TopicListing implements SourceListing {

    private final RelaySettings relay;
    private final Set<String> leftOut;
    private final SourceConsumers consumers;
    private final String clientId;
    private @Nullable Consumer<byte[], byte[]> consumer;
    private boolean listed;

    /**
     * @param written the topics that the connector writes to
     * @param clientId of the consumer
     */
    TopicListing(RelaySettings relay, OutputTopics written, SourceConsumers consumers, String clientId) {
        this.relay = relay;
        this.leftOut = relay.consumer().mayBeAnotherCluster() ? Set.of() : written.all();
        this.consumers = consumers;
        this.clientId = clientId;
    }

    /**
     * {@inheritDoc}
     *
     * @throws ConnectException naming the topic that is not there, or the brokers that cannot be asked
     */
    @Override
    public List<SourcePartition> list() {
        Consumer<byte[], byte[]> asked = consumer;
        if (asked == null) {
            asked = consumers.open(relay.consumer().withClientId(clientId));
            consumer = asked;
        }
        List<SourcePartition> found = relay.topics().pattern() == null ? named(asked) : matching(asked);
        listed = true;
        return found;
    }

    private List<SourcePartition> named(Consumer<byte[], byte[]> asked) {
        List<SourcePartition> partitions = new ArrayList<>();
        for (String topic : relay.topics().names()) {
            String which = "The topic \"" + topic + "\" of " + SourceTopics.TOPICS;
            List<PartitionInfo> found = ask(asked, which, consumer -> consumer.partitionsFor(topic));
            if (found != null && !found.isEmpty()) {
                add(topic, found, partitions);
            } else if (!listed) {
                throw new ConnectException(which + " does not exist" + where());
            }
        }
        return partitions;
    }

    private List<SourcePartition> matching(Consumer<byte[], byte[]> asked) {
        Map<String, List<PartitionInfo>> all =
                ask(asked, "The topics that match " + SourceTopics.REGEX, Consumer::listTopics);
        List<SourcePartition> partitions = new ArrayList<>();
        for (String topic : relay.topics().matching(all.keySet(), leftOut)) {
            add(topic, all.getOrDefault(topic, List.of()), partitions);
        }
        return partitions;
    }

    private <T> T ask(Consumer<byte[], byte[]> asked, String what, Function<Consumer<byte[], byte[]>, T> question) {
        try {
            return question.apply(asked);
        } catch (KafkaException e) {
            throw new ConnectException(what + " could not be looked up" + where() + ": " + e, e);
        }
    }

    /** In one order, whatever the brokers': the same partitions are then the same configuration of a task. */
    private static void add(String topic, List<PartitionInfo> found, List<SourcePartition> partitions) {
        found.stream()
                .map(PartitionInfo::partition)
                .sorted()
                .map(number -> TopicPartitions.assigned(new TopicPartition(topic, number)))
                .forEach(partitions::add);
    }

    private String where() {
        return " at " + relay.consumer().bootstrapServers();
    }

    @Override
    public void close() {
        if (consumer != null) {
            SourceConsumers.close(consumer);
        }
    }
}
