package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.integration.pipelines.GatedEffectsPipeline;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Partitions that come and go under load: a stranger joins the connector's consumer group, takes its share, commits nothing
 * and leaves again, over and over.
 */
class RebalanceIT {

    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final int MOVES = Integer.getInteger("campaign.moves", 4);
    private static final int PARTITIONS = 6;
    private static final int KEYS = 200;
    private static final int PER_KEY = 100;

    private static ConnectEnvironment environment;

    @BeforeAll
    static void start() {
        environment = ConnectEnvironment.start(
                RebalanceIT.class,
                // Which the newer protocol refuses.
                settings -> settings.withProperty("consumer.session.timeout.ms", "")
                        .withProperty("consumer.heartbeat.interval.ms", ""));
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @ParameterizedTest
    @CsvSource({
        "eager, partition.assignment.strategy, org.apache.kafka.clients.consumer.RangeAssignor",
        "cooperative, partition.assignment.strategy, org.apache.kafka.clients.consumer.CooperativeStickyAssignor",
        "consumer-protocol, group.protocol, consumer"
    })
    void nothingIsLostAndKeysKeepTheirOrder(String name, String setting, String value) {
        environment.topics().create(name, PARTITIONS);
        Set<String> bodies = send(name);
        Path effects = environment.file(name + ".txt");
        environment.connect().put(name, config(name, effects, setting, value));
        environment.connect().waitUntilRunning(name, 2, LIMIT);

        await().atMost(LIMIT).until(() -> calls(effects) > 0);
        int moves = 0;
        for (int calls = calls(effects); moves < MOVES && calls < bodies.size(); calls = calls(effects)) {
            int before = calls;
            joinAndLeave(name, setting, value);
            await().atMost(LIMIT).until(() -> calls(effects) > before);
            moves++;
        }
        assertThat(moves).as("moves under load").isGreaterThan(1);

        await().atMost(LIMIT).until(() -> environment.topics().committedRecords(name) == bodies.size());
        List<String> ran = EffectLines.bodies(effects);
        assertThat(new HashSet<>(ran)).isEqualTo(bodies);
        assertThat(behindLaterOnes(ran))
                .as("first calls behind later ones of their key")
                .isEmpty();
        // Drained before each revocation, so only what did not fit into the drain may run again.
        assertThat(ran.size() - bodies.size()).as("calls that ran again").isLessThan(bodies.size() / 10);
    }

    private static int calls(Path effects) {
        return EffectLines.bodies(effects).size();
    }

    private static Set<String> send(String topic) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        Set<String> bodies = new HashSet<>();
        for (int sequence = 0; sequence < PER_KEY; sequence++) {
            for (int key = 0; key < KEYS; key++) {
                String body = "k" + key + ":" + sequence;
                bodies.add(body);
                records.add(new ProducerRecord<>(topic, "k" + key, body));
            }
        }
        environment.topics().sendAll(records);
        return bodies;
    }

    private static Map<String, String> config(String topic, Path effects, String setting, String value) {
        Map<String, String> config = ConnectorConfigs.sink(GatedEffectsPipeline.class, topic);
        config.put("tasks.max", "2");
        config.put("npipeline.pipeline.param.gate", environment.file("no-gate").toString());
        config.put("npipeline.pipeline.param.effects", effects.toString());
        config.put("npipeline.pipeline.param.work.ms", "10");
        config.put("npipeline.max.degree.of.parallelism", "4");
        config.put("npipeline.max.in.flight.records", "500");
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        config.put("consumer.override." + setting, value);
        return config;
    }

    /** Returns once the stranger has had partitions and given them back. */
    private static void joinAndLeave(String connector, String setting, String value) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, environment.broker().bootstrapServers());
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, "connect-" + connector);
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(setting, value);
        try (Consumer<byte[], byte[]> stranger =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            stranger.subscribe(List.of(connector));
            await().atMost(LIMIT)
                    .pollInSameThread()
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> {
                        stranger.poll(Duration.ofMillis(100));
                        return !stranger.assignment().isEmpty();
                    });
        }
    }

    /** Bodies whose first call came after that of a later one of their key. */
    private static List<String> behindLaterOnes(List<String> ran) {
        Map<String, Integer> last = new HashMap<>();
        Set<String> seen = new HashSet<>();
        List<String> behind = new ArrayList<>();
        for (String body : ran) {
            String[] parts = body.split(":", -1);
            int sequence = Integer.parseInt(parts[1]);
            if (seen.add(body) && last.getOrDefault(parts[0], -1) > sequence) {
                behind.add(body);
            }
            last.merge(parts[0], sequence, Math::max);
        }
        return behind;
    }
}
