package io.npipeline.integration.retriable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * A sink connector whose destination is down and whose consumer group is rebalanced meanwhile; then its worker crashes and
 * comes back, and so does the destination. Its one task gets its one partition back each time, from the same offset on.
 *
 * <p>Not thread safe.
 */
final class RebalancedOutage {

    static final Duration LIMIT = Duration.ofMinutes(2);

    /** What is sent after the crash. */
    static final String LATER = "later";

    private final ConnectEnvironment environment;
    private final String name;
    private final Path attempts;
    private final Path stored;
    private final Path gate;

    /**
     * @param name of the connector and its topic
     */
    RebalancedOutage(ConnectEnvironment environment, String name) {
        this.environment = environment;
        this.name = name;
        attempts = environment.file(name + "-attempts.txt");
        stored = environment.file(name + "-stored.txt");
        gate = environment.file(name + "-gate");
    }

    /**
     * Returns once the destination has refused what there is.
     *
     * @param connector the configuration without the parameters of the {@link Store}
     * @param parameters what stands before the names of those
     */
    void start(Map<String, String> connector, String parameters, List<String> texts) {
        environment.topics().create(name, 1);
        environment.topics().sendAll(name, texts);
        try {
            Files.createFile(gate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, String> config = new HashMap<>(connector);
        config.put(parameters + "attempts", attempts.toString());
        config.put(parameters + "stored", stored.toString());
        config.put(parameters + "gate", gate.toString());
        // Records take longer to arrive than the task asks the worker to wait, as they may from brokers that are busy
        // or
        // far away.
        config.put("consumer.override.fetch.min.bytes", "1000000");
        config.put(
                "consumer.override.fetch.max.wait.ms",
                Long.toString(RetriableSinkTask.BACKOFF.multipliedBy(3).toMillis()));
        environment.connect().put(name, config);
        await().atMost(LIMIT).until(() -> !lines(attempts).isEmpty());
    }

    /**
     * A member joins the group and leaves it again, once the task has tried anew what was revoked, or never will because it
     * is committed.
     */
    void rebalance() {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                environment.broker().bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                "connect-" + name,
                // Partitions go to members in the order of their ids, so this one gets none.
                ConsumerConfig.CLIENT_ID_CONFIG,
                "zzz-stranger",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false);
        try (Consumer<byte[], byte[]> stranger =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            stranger.subscribe(List.of(name));
            await().atMost(LIMIT).pollInSameThread().until(() -> {
                stranger.poll(Duration.ofMillis(100));
                return stranger.groupMetadata().generationId() >= 0;
            });
            assertThat(stranger.assignment()).isEmpty();
            int before = lines(attempts).size();
            await().atMost(LIMIT).until(() -> lines(attempts).size() > before || committed() > 0);
        }
    }

    /** The offset that is committed; 0 where none is. */
    long committed() {
        return environment.topics().committed(name).getOrDefault(new TopicPartition(name, 0), 0L);
    }

    /** What is stored once the worker was killed and started again and its task has stored {@link #LATER}. */
    List<String> storedAfterCrash() {
        assertThat(lines(stored)).as("stored before the crash").isEmpty();
        environment.worker().kill();
        try {
            Files.delete(gate);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        environment.worker().restart();
        environment.topics().send(name, null, LATER);
        await().atMost(LIMIT).until(() -> lines(stored).contains(LATER));
        return lines(stored);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.exists(file) ? Files.readAllLines(file) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
