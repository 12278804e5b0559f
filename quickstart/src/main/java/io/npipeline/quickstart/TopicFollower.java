package io.npipeline.quickstart;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Counts the committed records of topics by reading them. The ends of partitions do not tell: a transaction leaves a marker
 * in each partition that it wrote to, and what an aborted one wrote stays there for nobody to read. Not thread safe.
 */
final class TopicFollower implements AutoCloseable {

    private static final Duration POLL_LIMIT = Duration.ofMillis(200);

    /** So that progress is shown while others write as fast as this one reads. */
    private static final Duration FOLLOW_LIMIT = Duration.ofSeconds(2);

    private final Consumer<byte[], byte[]> consumer;
    private final Map<String, Long> counts = new HashMap<>();

    /** The offset behind the last record that was read of each partition. */
    private final Map<TopicPartition, Long> nextOffsets = new HashMap<>();

    /**
     * @param consumer with {@code isolation.level=read_committed}; becomes this object's own
     * @param topics all of which exist
     */
    TopicFollower(Consumer<byte[], byte[]> consumer, Collection<String> topics) {
        this.consumer = consumer;
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> consumer.partitionsFor(topic).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    static TopicFollower open(String bootstrapServers, Collection<String> topics) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        return new TopicFollower(
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer()), topics);
    }

    /** Reads what has come since the last call, or some of it where that is much. */
    void follow() {
        long deadline = System.nanoTime() + FOLLOW_LIMIT.toNanos();
        ConsumerRecords<byte[], byte[]> records;
        do {
            records = consumer.poll(POLL_LIMIT);
            records.forEach(found -> {
                counts.merge(found.topic(), 1L, Long::sum);
                nextOffsets.put(new TopicPartition(found.topic(), found.partition()), found.offset() + 1);
            });
        } while (!records.isEmpty() && System.nanoTime() - deadline < 0);
    }

    /** How many records of a topic were read. */
    long count(String topic) {
        return counts.getOrDefault(topic, 0L);
    }

    /**
     * How many offsets lie between those that a consumer group committed and the records that were read; 0 once it committed
     * the last of them, whatever markers stand behind it.
     */
    long lag(String topic, Map<TopicPartition, Long> committed) {
        return nextOffsets.entrySet().stream()
                .filter(next -> next.getKey().topic().equals(topic))
                .mapToLong(next -> Math.max(0, next.getValue() - committed.getOrDefault(next.getKey(), 0L)))
                .sum();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
