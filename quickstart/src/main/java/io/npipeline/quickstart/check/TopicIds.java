package io.npipeline.quickstart.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;

/** Reads a topic from its beginning to the end it has at the time of the call. */
final class TopicIds {

    private static final Duration SILENCE_LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String bootstrapServers;

    TopicIds(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The ids of records whose key is the id. */
    List<String> inKeys(String topic) {
        return read(topic, ConsumerRecord::key);
    }

    /** The ids of records whose value is an assessed report. */
    List<String> inReports(String topic) {
        return read(topic, assessed -> idOfReport(assessed.value()));
    }

    private static @Nullable String idOfReport(byte @Nullable [] json) {
        if (json == null) {
            return null;
        }
        try {
            JsonNode id = JSON.readTree(json).path("report").path("id");
            return id.isTextual() ? id.asText() : null;
        } catch (IOException e) {
            return null;
        }
    }

    /**
     * The ids of the committed records; a record without one counts with its coordinates.
     *
     * @throws IllegalStateException when the records before the end do not come
     */
    private List<String> read(String topic, Function<ConsumerRecord<String, byte[]>, @Nullable String> id) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false);
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            List<PartitionInfo> found = Objects.requireNonNullElse(consumer.partitionsFor(topic), List.of());
            List<TopicPartition> partitions = found.stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readTo(consumer.endOffsets(partitions), consumer, id);
        }
    }

    private static List<String> readTo(
            Map<TopicPartition, Long> ends,
            KafkaConsumer<String, byte[]> consumer,
            Function<ConsumerRecord<String, byte[]>, @Nullable String> id) {
        List<String> ids = new ArrayList<>();
        long lastProgress = System.nanoTime();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            var records = consumer.poll(Duration.ofMillis(200));
            for (ConsumerRecord<String, byte[]> message : records) {
                ids.add(Objects.requireNonNullElseGet(
                        id.apply(message), () -> message.topic() + "-" + message.partition() + "@" + message.offset()));
            }
            if (!records.isEmpty()) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > SILENCE_LIMIT.toNanos()) {
                throw new IllegalStateException("The broker stopped answering before the end of " + ends.keySet());
            }
        }
        return ids;
    }
}
