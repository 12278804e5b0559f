package io.npipeline.quickstart;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/** Shows the committed records of topics as they come, each in a line. Has a thread of its own. Thread safe. */
final class TopicPrinter implements AutoCloseable {

    private static final Duration POLL_LIMIT = Duration.ofSeconds(1);

    private final Consumer<byte[], byte[]> consumer;
    private final Console console;
    private final Thread thread = new Thread(this::print, "topic-printer");

    /**
     * @param consumer becomes this object's own
     */
    TopicPrinter(Consumer<byte[], byte[]> consumer, Console console) {
        this.consumer = consumer;
        this.console = console;
        thread.setDaemon(true);
    }

    /**
     * Starts to print. When this returns it is settled where partitions begin: one that is made later is printed from its start.
     *
     * @param topics need not exist yet
     * @param fromEnds whether to leave out the records that are there
     */
    static TopicPrinter start(String bootstrapServers, List<String> topics, boolean fromEnds, Console console) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ConsumerConfig.GROUP_ID_CONFIG,
                "npipeline-print-" + UUID.randomUUID(),
                ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                "earliest",
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
                false,
                ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                5000);
        Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        TopicPrinter printer = new TopicPrinter(consumer, console);
        try {
            if (fromEnds) {
                beginAtEnds(consumer, topics);
            }
            consumer.subscribe(topics);
        } catch (RuntimeException e) {
            consumer.close();
            throw e;
        }
        printer.thread.start();
        return printer;
    }

    /** Commits, for the consumer's group, the ends of the partitions that are there. */
    static void beginAtEnds(Consumer<byte[], byte[]> consumer, List<String> topics) {
        List<TopicPartition> partitions = topics.stream()
                .flatMap(topic -> Optional.ofNullable(consumer.partitionsFor(topic)).stream())
                .flatMap(List::stream)
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        Map<TopicPartition, OffsetAndMetadata> ends = new HashMap<>();
        consumer.endOffsets(partitions).forEach((partition, end) -> ends.put(partition, new OffsetAndMetadata(end)));
        consumer.commitSync(ends);
    }

    private void print() {
        try (consumer) {
            while (true) {
                consumer.poll(POLL_LIMIT).forEach(found -> console.line(line(found)));
            }
        } catch (WakeupException e) {
            return; // closed
        } catch (RuntimeException e) {
            console.line("Records are not printed any more: " + e.getMessage());
        }
    }

    /** Topic, key and value as text. */
    static String line(ConsumerRecord<byte @Nullable [], byte @Nullable []> found) {
        return found.topic() + "  " + text(found.key()) + "  " + text(found.value());
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "null" : new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
