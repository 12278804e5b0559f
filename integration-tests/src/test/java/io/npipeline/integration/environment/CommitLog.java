package io.npipeline.integration.environment;

import java.nio.ByteBuffer;
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

/**
 * Reads the broker's own log of commits. To ask again and again what is committed would miss commits in between, and the
 * last one before a partition moves is the one that matters.
 */
final class CommitLog {

    private static final String TOPIC = "__consumer_offsets";

    /** What keys of commits begin with; other records of the topic are about groups. */
    private static final short COMMIT_KEY = 1;

    /** The form that brokers of the version which the tests run write values in. */
    private static final short COMMIT_VALUE = 4;

    private CommitLog() {}

    /** The commits of a group so far, those of a partition in their order. */
    static List<Commit> read(String bootstrapServers, String group) {
        List<Commit> commits = new ArrayList<>();
        Map<String, Object> settings = Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
        try (Consumer<byte @Nullable [], byte @Nullable []> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(TOPIC).stream()
                    .map(info -> new TopicPartition(TOPIC, info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> add(record, group, commits));
            }
        }
        return commits;
    }

    private static void add(
            ConsumerRecord<byte @Nullable [], byte @Nullable []> record, String group, List<Commit> commits) {
        if (record.key() == null || record.value() == null) {
            return;
        }
        ByteBuffer key = ByteBuffer.wrap(record.key());
        if (key.getShort() == COMMIT_KEY && text(key, key.getShort()).equals(group)) {
            TopicPartition partition = new TopicPartition(text(key, key.getShort()), key.getInt());
            commits.add(commit(partition, ByteBuffer.wrap(record.value())));
        }
    }

    private static Commit commit(TopicPartition partition, ByteBuffer value) {
        short version = value.getShort();
        if (version != COMMIT_VALUE) {
            throw new IllegalStateException("A commit in form " + version + ", which is not known here");
        }
        long offset = value.getLong();
        value.getInt(); // the leader's epoch
        String metadata = text(value, unsignedVarint(value) - 1);
        return new Commit(partition, CommittedPosition.of(offset, metadata), value.getLong());
    }

    private static String text(ByteBuffer from, int length) {
        byte[] bytes = new byte[length];
        from.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static int unsignedVarint(ByteBuffer from) {
        int value = 0;
        int shift = 0;
        byte next;
        do {
            next = from.get();
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return value;
    }
}
