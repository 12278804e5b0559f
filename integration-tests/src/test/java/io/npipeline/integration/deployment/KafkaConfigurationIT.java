package io.npipeline.integration.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.npipeline.deployment.AcknowledgmentStrategy;
import io.npipeline.deployment.Acks;
import io.npipeline.deployment.AutoOffsetReset;
import io.npipeline.deployment.CompressionType;
import io.npipeline.deployment.ConnectClientException;
import io.npipeline.deployment.ConnectorConfiguration;
import io.npipeline.deployment.ConnectorRefusedException;
import io.npipeline.deployment.DeliverySemantic;
import io.npipeline.deployment.IsolationLevel;
import io.npipeline.deployment.KafkaConfiguration;
import io.npipeline.deployment.KafkaConfigurationBuilder;
import io.npipeline.deployment.SaslMechanism;
import io.npipeline.deployment.SchemaRegistryConfiguration;
import io.npipeline.deployment.SecurityProtocol;
import io.npipeline.deployment.SerializationFormat;
import io.npipeline.deployment.SubjectNameStrategy;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.integration.pipelines.EffectsPipeline;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import io.npipeline.integration.sibling.TalkativeConverter;
import io.npipeline.quickstart.environment.AdvertisedListener;
import io.npipeline.quickstart.environment.FreePort;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every field of a {@link KafkaConfiguration} on a running worker: what Connect tells tasks is read back over REST, what clients
 * and converters run with from the worker's log. The clients log in; their password is the worker's secret.
 */
class KafkaConfigurationIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String PASSWORD = "kept-by-the-worker";
    private static final int SASL_PORT = FreePort.find();
    private static final String BROKERS = "127.0.0.1:" + SASL_PORT;

    /** Fields that no connector can have, which {@code validate()} says. */
    private static final Set<String> REFUSED =
            Set.of("enableAutoCommit", "enableAutoOffsetStore", "maxConnectionPoolSize", "transactionalId");

    /** Those that are set beside the tables. */
    private static final Set<String> OTHERS = Set.of("pipeline", "parameter", "setting", "clientSetting");

    private static ConnectEnvironment environment;

    @BeforeAll
    static void start() {
        environment = ConnectEnvironment.start(
                KafkaConfigurationIT.class,
                settings -> settings.withProperty("exactly.once.source.support", "enabled")
                        .withEnvironment("KAFKA_PASSWORD", PASSWORD),
                Map.of(
                        "listener.security.protocol.map",
                        "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,ADVERTISED:SASL_PLAINTEXT",
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "listener.name.advertised.plain.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required user_app=\"" + PASSWORD
                                + "\";"),
                new AdvertisedListener(SASL_PORT, BROKERS));
        LoggedValues.enable(environment.connect());
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    /** {@code ./npipeline validate} has no worker, and says what this one says. */
    @Test
    void aValidationWithoutAWorkerSaysTheSame() throws IOException {
        OfflineValidation offline = new OfflineValidation(environment);
        Map<String, String> sink =
                sink(Path.of("effects.txt")).build().toSinkConnector("sink").config();
        Map<String, String> relay = relay().build().toSourceConnector("relay").config();

        assertThat(offline.differences(
                        offline.changed(sink, Map.of()),
                        offline.changed(sink, Map.of("tasks.max", "none", "npipeline.retry.max", "-1")),
                        offline.changed(sink, Map.of("value.converter", "com.example.Absent", "topics.regex", "a.*")),
                        offline.changed(sink, Map.of("npipeline.retyr.max", "3", "npipeline.ordering", "random")),
                        offline.changed(sink, Map.of("npipeline.pipeline.class", "com.example.Absent")),
                        offline.changed(sink, Map.of("transforms", "a", "transforms.a.type", "com.example.Absent")),
                        offline.changed(sink, Map.of("consumer.override.group.id", "connect-cluster")),
                        offline.changed(relay, Map.of()),
                        offline.changed(relay, Map.of("transaction.boundary", "sometimes")),
                        offline.changed(relay, Map.of("transaction.boundary", "poll")),
                        offline.changed(relay, Map.of("errors.tolerance", "all", "npipeline.topic", "a b")),
                        offline.changed(relay, Map.of("npipeline.source.topics", "relayed"))))
                .isEmpty();
    }

    private static Map<String, Object> login() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("bootstrapServers", BROKERS);
        fields.put("securityProtocol", SecurityProtocol.SASL_PLAINTEXT);
        fields.put("saslMechanism", SaslMechanism.PLAIN);
        fields.put("saslUsername", "app");
        fields.put("saslPassword", "${env:KAFKA_PASSWORD}");
        return fields;
    }

    private static Map<String, Object> sinkFields() {
        Map<String, Object> fields = login();
        fields.put("tasksMax", 1);
        fields.put("clientId", "sink-client");
        fields.put("sourceTopic", "configured");
        fields.put("consumerGroupId", "group-of-its-own");
        fields.put("groupInstanceId", "the-only-one");
        fields.put("autoOffsetReset", AutoOffsetReset.LATEST);
        fields.put("maxPollRecords", 77);
        fields.put("fetchMinBytes", 2);
        fields.put("fetchMaxBytes", 5_000_000);
        fields.put("maxPartitionFetchBytes", 600_000);
        fields.put("schemaRegistry", registry());
        fields.put("acknowledgmentStrategy", AcknowledgmentStrategy.DELAYED);
        fields.put("maxDegreeOfParallelism", 3);
        fields.put("statisticsIntervalMs", 15_000);
        fields.put("isolationLevel", IsolationLevel.READ_COMMITTED);
        fields.put("maxRetries", 5);
        fields.put("retryBaseDelayMs", 50);
        fields.put("continueOnError", true);
        return fields;
    }

    private static SchemaRegistryConfiguration registry() {
        return SchemaRegistryConfiguration.builder()
                .url("http://127.0.0.1:1")
                .basicAuthUsername("reader")
                .basicAuthPassword("${env:KAFKA_PASSWORD}")
                .converterClass(TalkativeConverter.class.getName())
                .autoRegisterSchemas(false)
                .subjectNameStrategy(SubjectNameStrategy.RECORD)
                .maxCachedSchemas(50)
                .trustStoreLocation("/trusted")
                .trustStorePassword("trust")
                .keyStoreLocation("/keys")
                .keyStorePassword("key")
                .build();
    }

    private static Map<String, Object> relayFields() {
        Map<String, Object> fields = login();
        fields.put("clientId", "relay-client");
        fields.put("sourceTopic", "to-relay");
        fields.put("sinkTopic", "relayed");
        fields.put("consumerGroupId", "lag-of-relay");
        fields.put("autoOffsetReset", AutoOffsetReset.EARLIEST);
        fields.put("maxPollRecords", 88);
        fields.put("enableIdempotence", true);
        fields.put("batchSize", 20_000);
        fields.put("lingerMs", 7);
        fields.put("batchLingerMs", 50);
        fields.put("compressionType", CompressionType.LZ4);
        fields.put("messageMaxBytes", 2_000_000);
        fields.put("acks", Acks.ALL);
        fields.put("partitionerClass", "org.apache.kafka.clients.producer.RoundRobinPartitioner");
        fields.put("serializationFormat", SerializationFormat.JSON);
        fields.put("deliverySemantic", DeliverySemantic.EXACTLY_ONCE);
        fields.put("enableParallelProcessing", false);
        fields.put("statisticsIntervalMs", 16_000);
        fields.put("enableTransactions", true);
        fields.put("isolationLevel", IsolationLevel.READ_COMMITTED);
        return fields;
    }

    private static KafkaConfigurationBuilder builder(Map<String, Object> fields) {
        KafkaConfigurationBuilder builder = KafkaConfiguration.builder();
        fields.forEach((field, value) -> Fields.set(builder, field, value));
        return builder;
    }

    private static KafkaConfigurationBuilder sink(Path effects) {
        return builder(sinkFields())
                .pipeline(EffectsPipeline.class)
                .parameter("effects", effects.toString())
                .setting("npipeline.ordering", "partition")
                .clientSetting("reconnect.backoff.ms", "60");
    }

    private static KafkaConfigurationBuilder relay() {
        return builder(relayFields())
                .pipeline(NumberedOutputsPipeline.class)
                .parameter("outputs", "1")
                .parameter("work.ms", "0")
                .setting("npipeline.dead.letter.destination", "kafka")
                .setting("npipeline.dead.letter.topic", "relayed-dead");
    }

    private static void deploy(ConnectorConfiguration connector) {
        environment.connect().deploy(connector, LIMIT);
    }

    /** The settings of clients with a name that logged them last. */
    private static Map<String, String> client(String heading, String clientId) {
        List<Map<String, String>> clients = LoggedValues.of(environment.worker().log(), heading).stream()
                .filter(values -> clientId.equals(values.get("client.id")))
                .toList();
        assertThat(clients).as(heading + " of " + clientId).isNotEmpty();
        return clients.get(clients.size() - 1);
    }

    /** What Connect holds for a connector and told its tasks is what was rendered. */
    private static void assertConfigured(ConnectorConfiguration connector) {
        assertThat(environment.connect().config(connector.name())).containsAllEntriesOf(connector.config());
        JsonNode tasks = environment.connect().tasks(connector.name());
        assertThat(tasks).isNotEmpty();
        connector.config().forEach((key, value) -> assertThat(tasks)
                .allSatisfy(task -> assertThat(task.path("config").path(key).asText())
                        .as(key)
                        .isEqualTo(value)));
    }

    @Test
    void noFieldIsLeftOut() {
        Set<String> shown = new TreeSet<>(REFUSED);
        shown.addAll(OTHERS);
        shown.addAll(sinkFields().keySet());
        shown.addAll(relayFields().keySet());

        assertThat(shown).isEqualTo(Fields.of(KafkaConfigurationBuilder.class));
    }

    @Test
    void everyFieldOfASinkConnectorReachesTheWorker() throws IOException {
        environment.topics().create("configured", 1);
        Path effects = environment.file("configured.txt");
        ConnectorConfiguration connector = sink(effects).build().toSinkConnector("configured-sink");

        deploy(connector);

        assertConfigured(connector);
        assertThat(connector.config())
                .containsEntry("topics", "configured")
                .containsEntry("tasks.max", "1")
                .containsEntry("npipeline.acknowledgment.strategy", "delayed")
                .containsEntry("npipeline.max.degree.of.parallelism", "3")
                .containsEntry("npipeline.retry.max", "5")
                .containsEntry("npipeline.retry.delay.base.ms", "50")
                .containsEntry("npipeline.continue.on.error", "true")
                .containsEntry("npipeline.ordering", "partition");
        assertThat(client("ConsumerConfig values:", "sink-client"))
                .containsEntry("bootstrap.servers", "[" + BROKERS + "]")
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("sasl.mechanism", "PLAIN")
                .containsEntry("sasl.jaas.config", "[hidden]")
                .containsEntry("reconnect.backoff.ms", "60")
                .containsEntry("group.id", "group-of-its-own")
                .containsEntry("group.instance.id", "the-only-one")
                .containsEntry("auto.offset.reset", "latest")
                .containsEntry("max.poll.records", "77")
                .containsEntry("fetch.min.bytes", "2")
                .containsEntry("fetch.max.bytes", "5000000")
                .containsEntry("max.partition.fetch.bytes", "600000")
                .containsEntry("metrics.sample.window.ms", "15000")
                .containsEntry("isolation.level", "read_committed");
        assertThat(LoggedValues.of(environment.worker().log(), TalkativeConverter.BEGINNING))
                .anySatisfy(told -> assertThat(told)
                        .containsEntry("schema.registry.url", "http://127.0.0.1:1")
                        .containsEntry("basic.auth.credentials.source", "USER_INFO")
                        .containsEntry("basic.auth.user.info", "reader:" + PASSWORD)
                        .containsEntry("auto.register.schemas", "false")
                        .containsEntry(
                                "value.subject.name.strategy",
                                "io.confluent.kafka.serializers.subject.RecordNameStrategy")
                        .containsEntry("max.schemas.per.subject", "50")
                        .containsEntry("schema.registry.ssl.truststore.location", "/trusted")
                        .containsEntry("schema.registry.ssl.truststore.password", "trust")
                        .containsEntry("schema.registry.ssl.keystore.location", "/keys")
                        .containsEntry("schema.registry.ssl.keystore.password", "key"));
        // Behind the newest record, so what is sent before the consumer has its place is not read.
        await("the login is good, and the group's name is used").atMost(LIMIT).untilAsserted(() -> {
            environment.topics().send("configured", "k", "body");
            assertThat(EffectLines.bodies(effects)).contains("body");
        });
    }

    @Test
    void everyFieldOfARelayReachesTheWorker() {
        environment.topics().create("to-relay", 1);
        environment.topics().create("relayed", 1);
        environment.topics().send("to-relay", "k", "\"hello\"");
        ConnectorConfiguration connector = relay().build().toSourceConnector("configured-relay");

        deploy(connector);

        assertConfigured(connector);
        assertThat(connector.config())
                .containsEntry("npipeline.source.topics", "to-relay")
                .containsEntry("npipeline.topic", "relayed")
                .containsEntry("npipeline.source.group.id", "lag-of-relay")
                .containsEntry("npipeline.source.start.at", "earliest")
                .containsEntry("npipeline.transaction.max.wait.ms", "50")
                .containsEntry("npipeline.delivery.semantic", "exactly_once")
                .containsEntry("exactly.once.support", "required")
                .containsEntry("transaction.boundary", "connector")
                .containsEntry("npipeline.max.degree.of.parallelism", "1")
                .containsEntry("value.converter", "org.apache.kafka.connect.json.JsonConverter");
        await().atMost(LIMIT).until(() -> environment.topics().read("relayed").stream()
                .map(ConsumerRecord::value)
                .toList()
                .equals(List.of("\"hello/1\"")));
        assertThat(client("ConsumerConfig values:", "relay-client"))
                .containsEntry("bootstrap.servers", "[" + BROKERS + "]")
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("max.poll.records", "88")
                .containsEntry("metrics.sample.window.ms", "16000")
                .containsEntry("isolation.level", "read_committed");
        assertThat(client("ProducerConfig values:", "relay-client"))
                .containsEntry("bootstrap.servers", "[" + BROKERS + "]")
                .containsEntry("security.protocol", "SASL_PLAINTEXT")
                .containsEntry("enable.idempotence", "true")
                .containsEntry("batch.size", "20000")
                .containsEntry("linger.ms", "7")
                .containsEntry("compression.type", "lz4")
                .containsEntry("max.request.size", "2000000")
                .containsEntry("acks", "-1")
                .containsEntry("partitioner.class", "class org.apache.kafka.clients.producer.RoundRobinPartitioner")
                .containsEntry("metrics.sample.window.ms", "16000")
                .hasEntrySatisfying("transactional.id", id -> assertThat(id).contains("configured-relay"));
    }

    @Test
    void aConnectorIsDeployedAnewRefusedOrFails() {
        environment.topics().create("redeployed", 1);
        Map<String, Object> fields = login();
        fields.put("sourceTopic", "redeployed");
        KafkaConfigurationBuilder builder = builder(fields)
                .pipeline(EffectsPipeline.class)
                .parameter("effects", environment.file("redeployed.txt").toString());
        deploy(builder.build().toSinkConnector("redeployed"));
        ConnectorConfiguration changed =
                builder.maxRetries(9).tasksMax(2).build().toSinkConnector("redeployed");

        assertThat(environment.connect().deploy(changed, LIMIT).isRunning(2)).isTrue();

        assertConfigured(changed);
        ConnectorConfiguration wrong = builder.setting("npipeline.threads", "green")
                .setting("npipeline.retry.jitter", "2")
                .build()
                .toSinkConnector("redeployed");
        assertThatThrownBy(() -> deploy(wrong))
                .isInstanceOfSatisfying(ConnectorRefusedException.class, refused -> assertThat(refused.errors())
                        .containsOnlyKeys("npipeline.threads", "npipeline.retry.jitter")
                        .containsEntry(
                                "npipeline.threads",
                                List.of("Invalid value green for configuration npipeline.threads: must be one of auto, "
                                        + "platform, virtual")));
        assertConfigured(changed);
        ConnectorConfiguration nowhere = relay().sourceTopic("nowhere").build().toSourceConnector("nowhere");
        assertThatThrownBy(() -> deploy(nowhere))
                .isInstanceOf(ConnectClientException.class)
                .hasMessageContaining("connector nowhere failed: ")
                .hasMessageContaining("The topic \"nowhere\" of npipeline.source.topics does not exist at " + BROKERS)
                .hasMessageNotContaining(PASSWORD);
    }
}
