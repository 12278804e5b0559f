package io.npipeline.quickstart.exposure;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** All that is in the topics of a cluster. */
final class WholeCluster {

    private WholeCluster() {}

    /** The keys, values and headers of all records of all topics, those of Connect and of Kafka itself included, as text. */
    static String text(String bootstrapServers) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG,
                "false");
        StringBuilder text = new StringBuilder();
        try (Consumer<byte @Nullable [], byte @Nullable []> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            consumer.listTopics()
                    .forEach((topic, infos) ->
                            infos.forEach(info -> partitions.add(new TopicPartition(topic, info.partition()))));
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> append(record, text));
            }
        }
        return text.toString();
    }

    private static void append(ConsumerRecord<byte @Nullable [], byte @Nullable []> record, StringBuilder text) {
        text.append(record.topic()).append(' ');
        append(record.key(), text);
        append(record.value(), text);
        record.headers().forEach(header -> {
            text.append(header.key()).append('=');
            append(header.value(), text);
        });
        text.append('\n');
    }

    private static void append(byte @Nullable [] bytes, StringBuilder text) {
        if (bytes != null) {
            text.append(new String(bytes, StandardCharsets.ISO_8859_1)).append(' ');
        }
    }
}
