package io.npipeline.integration.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectClientException;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.LastPartitionPipeline;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.FeatureUpdate;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.admin.UpdateFeaturesOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The topics of a relay on a real worker: those that come and go, where they begin, and what is made of them. */
class RelayTopicsIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String CONNECTOR = "topics";

    private static ConnectEnvironment environment;
    private static Admin admin;

    @BeforeAll
    static void start() {
        environment = RelayEnvironment.exactlyOnce(RelayTopicsIT.class);
        admin = environment.broker().admin();
    }

    @AfterAll
    static void stop() {
        admin.close();
        environment.close();
    }

    @AfterEach
    void deleteConnector() {
        environment.connect().delete(CONNECTOR);
    }

    private static Map<String, String> relay(String from, String to) {
        Map<String, String> config = ConnectorConfigs.relay(
                NumberedOutputsPipeline.class, from, to, environment.broker().bootstrapServers());
        config.put("npipeline.pipeline.param.outputs", "1");
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", to + "-dead");
        config.put("npipeline.source.refresh.interval.ms", "300");
        config.put("topic.creation.default.partitions", "3");
        config.put("topic.creation.default.replication.factor", "1");
        return config;
    }

    private static Map<String, String> withoutTopics(Map<String, String> relay) {
        Map<String, String> config = new HashMap<>(relay);
        config.remove("npipeline.source.topics");
        return config;
    }

    private static void run(Map<String, String> config, int tasks) {
        environment.connect().put(CONNECTOR, config);
        environment.connect().waitUntilRunning(CONNECTOR, tasks, LIMIT);
    }

    /** The values of a topic's records; none where it is not there. */
    private static List<String> values(String topic) {
        return exists(topic)
                ? environment.topics().read(topic).stream()
                        .map(record -> String.valueOf(record.value()))
                        .sorted()
                        .toList()
                : List.of();
    }

    private static boolean exists(String topic) {
        try {
            return admin.listTopics().names().get().contains(topic);
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int partitions(String topic) throws ExecutionException, InterruptedException {
        return Objects.requireNonNull(admin.describeTopics(List.of(topic))
                        .allTopicNames()
                        .get()
                        .get(topic))
                .partitions()
                .size();
    }

    private static void send(String topic, int partition, long timestamp, String... values) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = List.of(values).stream()
                .map(value -> new ProducerRecord<@Nullable String, @Nullable String>(
                        topic, partition, timestamp, null, value))
                .toList();
        environment.topics().sendAll(records);
    }

    private static void awaitLog(String text) {
        await().atMost(LIMIT).until(() -> log().contains(text));
    }

    private static String log() {
        try {
            return Files.readString(environment.worker().log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Started at the latest, with timestamps of long ago: only a partition that is known to be new begins at its beginning. A
     * partition that was silent until the connector started again begins where it first was. The dead letters, which match as
     * well, are not read.
     */
    @Test
    void topicsAndPartitionsThatAppearAreReadFromTheirBeginningAndOutputsAreMadeAsTheWorkerIsTold() throws Exception {
        environment.topics().create("grow-a", 1);
        environment.topics().create("grow-silent", 1);
        send("grow-a", 0, 1_000, "old");
        send("grow-silent", 0, 1_000, "old");
        Map<String, String> config = withoutTopics(relay("", "read"));
        config.put("npipeline.source.topics.regex", "grow-.*");
        config.put("npipeline.source.start.at", "latest");
        config.put("npipeline.dead.letter.topic", "grow-dead");
        run(config, 1);
        await().atMost(LIMIT).until(() -> {
            send("grow-a", 0, System.currentTimeMillis(), "new");
            return values("read").contains("new/1");
        });

        admin.createPartitions(Map.of("grow-a", NewPartitions.increaseTo(2)))
                .all()
                .get();
        send("grow-a", 1, 1_000, "of a new partition");
        environment.topics().create("grow-b", 1);
        send("grow-b", 0, 1_000, "of a new topic", "dead" + NumberedOutputsPipeline.POISON);

        await().atMost(LIMIT)
                .until(() -> values("read").containsAll(List.of("of a new partition/1", "of a new topic/1")));
        await().atMost(LIMIT).until(() -> !values("grow-dead").isEmpty());
        environment.connect().stop(CONNECTOR);
        await().atMost(LIMIT).until(() -> environment.connect().tasks(CONNECTOR).isEmpty());
        send("grow-silent", 0, System.currentTimeMillis(), "while stopped");
        environment.connect().resume(CONNECTOR);
        await().atMost(LIMIT).until(() -> values("read").contains("while stopped/1"));
        assertThat(values("read")).doesNotContain("old/1");
        assertThat(values("grow-dead")).hasSize(1);
        assertThat(environment.connect().offsets(CONNECTOR).toString()).doesNotContain("grow-dead");
        assertThat(partitions("read")).isEqualTo(3);
        assertThat(partitions("grow-dead")).isEqualTo(3);
    }

    @Test
    void aRelayBeginsAtATimeShowsItsLagAndFailsWhereItsPositionIsLost() throws Exception {
        environment.topics().create("timed", 2);
        send("timed", 0, 1_000, "too old");
        send("timed", 0, 3_000, "young", "younger");
        send("timed", 1, 1_000, "too old");
        Map<String, String> config = relay("timed", "read-timed");
        config.put("npipeline.source.start.at", "timestamp");
        config.put("npipeline.source.start.timestamp", "1970-01-01T00:00:02Z");
        config.put("npipeline.source.position.lost", "fail");
        config.put("npipeline.source.group.id", "lag-of-timed");
        run(config, 1);
        await().atMost(LIMIT).until(() -> values("read-timed").equals(List.of("young/1", "younger/1")));
        send("timed", 1, 1_000, "young too");
        await().atMost(LIMIT).until(() -> values("read-timed").contains("young too/1"));

        await().atMost(LIMIT).until(() -> groupOffsets("lag-of-timed")
                .equals(Map.of(new TopicPartition("timed", 0), 3L, new TopicPartition("timed", 1), 2L)));

        environment.connect().stop(CONNECTOR);
        JsonNode lost = new ObjectMapper().readTree("""
                {"offsets": [{"partition": {"partition": 0, "topic": "timed"}, "offset": {"v": 1, "offset": 1}}]}""");
        await().atMost(LIMIT)
                .ignoreExceptionsInstanceOf(ConnectClientException.class) // until the tasks have ended
                .untilAsserted(() -> environment.connect().alterOffsets(CONNECTOR, lost));
        admin.deleteRecords(Map.of(new TopicPartition("timed", 0), RecordsToDelete.beforeOffset(2)))
                .all()
                .get();
        environment.connect().resume(CONNECTOR);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(
                        environment.connect().findStatus(CONNECTOR))
                .hasValueSatisfying(status -> assertThat(status.failure()).hasValueSatisfying(trace -> assertThat(trace)
                        .contains("Topic \"timed\", partition 0, does not have position 1: its log has 2 to 3"))));
    }

    private static Map<TopicPartition, Long> groupOffsets(String group)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    @Test
    void aGroupThatConsumersUseIsLeftToThemAndNodesChooseAmongThePartitionsThereAre() {
        environment.topics().create("lines", 1);
        Map<String, Object> member =
                Map.of("bootstrap.servers", environment.broker().bootstrapServers(), "group.id", "of-consumers");
        Map<String, String> config = relay("lines", "last");
        config.put("npipeline.pipeline.class", LastPartitionPipeline.class.getName());
        config.put("npipeline.source.group.id", "of-consumers");
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(member, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("lines"));
            await().atMost(LIMIT).until(() -> {
                consumer.poll(Duration.ofMillis(100));
                return !consumer.assignment().isEmpty();
            });
            run(config, 1);
            environment.topics().sendAll("lines", List.of("too early"));
            await().atMost(LIMIT).until(() -> !values("last-dead").isEmpty());
            environment.topics().create("last", 4);
            environment.topics().sendAll("lines", List.of("a", "bb", "ccc"));

            await().atMost(LIMIT).until(() -> values("last").equals(List.of("a", "bb", "ccc")));
            awaitLog("Positions could not be published to group of-consumers");
            environment.connect().waitUntilRunning(CONNECTOR, 1, LIMIT);
        }
        assertThat(values("last-dead"))
                .singleElement()
                .asString()
                .contains("How many partitions topic \\\"last\\\" has could not be found out: "
                        + "org.apache.kafka.common.errors.UnknownTopicOrPartitionException");
        assertThat(environment.topics().read("last"))
                .extracting(ConsumerRecord::partition)
                .containsOnly(3);
        assertThat(environment.topics().read("last"))
                .extracting(ConsumerRecord::key)
                .containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void brokersWhoseTransactionsHaveAHoleAreWarnedOf() throws Exception {
        environment.topics().create("old-transactions", 1);
        agreeOnTransactionVersion(1, FeatureUpdate.UpgradeType.SAFE_DOWNGRADE);
        try {
            run(relay("old-transactions", "read-old"), 1);

            awaitLog("have transaction.version 1: below 2 Kafka's transactions have a hole (KIP-890)");
        } finally {
            agreeOnTransactionVersion(2, FeatureUpdate.UpgradeType.UPGRADE);
        }
    }

    private static void agreeOnTransactionVersion(int version, FeatureUpdate.UpgradeType how)
            throws ExecutionException, InterruptedException {
        admin.updateFeatures(
                        Map.of("transaction.version", new FeatureUpdate((short) version, how)),
                        new UpdateFeaturesOptions())
                .all()
                .get();
    }
}
