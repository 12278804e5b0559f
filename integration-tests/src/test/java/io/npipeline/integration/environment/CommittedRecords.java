package io.npipeline.integration.environment;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads partitions on as they grow, only what is committed. Not thread safe. */
public final class CommittedRecords implements AutoCloseable {

    private static final Duration MAX_WAIT = Duration.ofMillis(100);

    private final Consumer<@Nullable String, @Nullable String> consumer;
    private final List<ConsumerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();

    CommittedRecords(String bootstrapServers, List<TopicPartition> partitions) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        bootstrapServers,
                        ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                        "read_committed",
                        ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                        10_000),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
    }

    /** Reads on, though not for long where records keep coming, and returns how many were read so far. */
    public int count() {
        consumer.poll(MAX_WAIT).forEach(records::add);
        return records.size();
    }

    /** The records that {@link #count} read; those of a partition in their order. */
    public List<ConsumerRecord<@Nullable String, @Nullable String>> records() {
        return Collections.unmodifiableList(records);
    }

    @Override
    public void close() {
        consumer.close();
    }
}
