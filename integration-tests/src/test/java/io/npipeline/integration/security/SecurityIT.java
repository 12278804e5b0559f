package io.npipeline.integration.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.integration.pipelines.NumberedOutputsPipeline;
import io.npipeline.integration.pipelines.PoisonedEffectsPipeline;
import io.npipeline.integration.pipelines.SlowLinesPipeline;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Connectors of all three kinds on a broker with TLS, SASL and ACLs, with no more rights than {@code docs/security.md} gives
 * them, and what is seen of their secrets.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SecurityIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORDERS = "orders";
    private static final String PROCESSED = "processed-orders";
    private static final String DEAD_LETTERS = "orders-dead-letters";
    private static final String FORBIDDEN = "invoices";
    private static final int COUNT = 50;
    private static final int LARGE = 10_000_000;

    private static SecuredConnect secured;
    private static ConnectEnvironment environment;
    private static Path effects;
    private static final Map<String, Map<String, String>> CONNECTORS = new HashMap<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        Path page = Path.of(System.getProperty("project.root"), "docs", "security.md");
        secured = new SecuredConnect(
                SecurityIT.class,
                folder,
                List.of("connect", "orders-ingress", "orders-relay", "orders-egress"),
                List.of("orders-egress"),
                AclCommands.of(page));
        secured.secrets().put("parameter", secured.secrets().plant("parameter"));
        environment = secured.environment();
        effects = environment.file("effects");
        for (String logger : List.of("org.apache.kafka.common.config", "org.apache.kafka.clients")) {
            secured.rest().log(logger, "INFO");
        }
        secured.rest().log("io.npipeline", "DEBUG");
        List.of(ORDERS, PROCESSED, DEAD_LETTERS, FORBIDDEN)
                .forEach(topic -> environment.topics().create(topic, 1));
        put("orders-ingress", ingress());
        put("orders-relay", relay("orders-relay", secured.ownClients("orders-relay")));
        put("orders-egress", egress("orders-egress", secured.ownPlainClients("orders-egress")));
    }

    @AfterAll
    static void stop() {
        secured.close();
    }

    private static void put(String name, Map<String, String> config) {
        CONNECTORS.put(name, config);
        environment.connect().put(name, config);
    }

    private static Map<String, String> ingress() {
        Map<String, String> config = ConnectorConfigs.source(SlowLinesPipeline.class.getName(), ORDERS);
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.pipeline.param.partitions", "1");
        config.put("npipeline.pipeline.param.count", Integer.toString(COUNT));
        config.put("npipeline.delivery.semantic", "exactly_once");
        config.put("exactly.once.support", "required");
        config.put("transaction.boundary", "connector");
        overrides(config, "orders-ingress");
        return config;
    }

    private static Map<String, String> relay(String user, Map<String, String> ownClients) {
        Map<String, String> config = ConnectorConfigs.relay(NumberedOutputsPipeline.class, ORDERS, PROCESSED, "");
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.pipeline.param.outputs", "1");
        config.put("producer.override.max.request.size", "1048576");
        deadLetters(config);
        overrides(config, user);
        config.putAll(ownClients);
        return config;
    }

    private static Map<String, String> egress(String user, Map<String, String> ownClients) {
        Map<String, String> config = ConnectorConfigs.sink(PoisonedEffectsPipeline.class, ORDERS);
        config.put("npipeline.pipeline.param.work.ms", "0");
        config.put("npipeline.pipeline.param.effects", effects.toString());
        config.put("npipeline.pipeline.param.password", secured.secrets().reference("parameter"));
        config.put("consumer.override.sasl.jaas.config", secured.scram(user));
        deadLetters(config);
        config.putAll(ownClients);
        return config;
    }

    private static void deadLetters(Map<String, String> config) {
        config.put("npipeline.dead.letter.destination", "kafka");
        config.put("npipeline.dead.letter.topic", DEAD_LETTERS);
    }

    private static void overrides(Map<String, String> config, String user) {
        for (String clients : List.of("producer", "consumer", "admin")) {
            config.put(clients + ".override.sasl.jaas.config", secured.scram(user));
        }
    }

    private static List<String> processed() {
        return environment.topics().read(PROCESSED).stream()
                .map(record -> String.valueOf(record.value()))
                .toList();
    }

    @Test
    @Order(1)
    void allThreeRunWithNoMoreRightsThanTheyNeed() throws IOException {
        List<String> numbers =
                IntStream.rangeClosed(1, COUNT).mapToObj(Integer::toString).toList();
        await().atMost(LIMIT).untilAsserted(() -> {
            CONNECTORS.keySet().forEach(name -> environment.connect().waitUntilRunning(name, 1, LIMIT));
            assertThat(EffectLines.bodies(effects)).containsExactlyInAnyOrderElementsOf(numbers);
            assertThat(processed())
                    .containsExactlyInAnyOrderElementsOf(
                            numbers.stream().map(number -> number + "/1").toList());
        });
        await().atMost(LIMIT).until(() -> environment.topics().committedRecords("orders-egress") >= COUNT);
        environment.connect().restart("orders-egress");
        environment.connect().waitUntilRunning("orders-egress", 1, LIMIT);
        assertThat(Files.readString(environment.worker().log()))
                .doesNotContain("could not be read; records that were settled above the committed offsets run again");
    }

    @Test
    @Order(2)
    void recordsThatAreTooLargeAreDeadLettersWithoutWhatMakesThemSo() throws Exception {
        ProducerRecord<String, String> large = new ProducerRecord<>(ORDERS, "k", "x".repeat(LARGE) + "!");
        ProducerRecord<String, String> bomb = new ProducerRecord<>(ORDERS, "k", "bomb!");
        for (int i = 0; i < 10_000; i++) {
            bomb.headers().add("h" + i, "x".repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                environment.broker().bootstrapServers(),
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                2 * LARGE);
        try (Producer<String, String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(large).get();
            producer.send(bomb).get();
            // What a relay could read and not write.
            producer.send(new ProducerRecord<>(ORDERS, "k", "x".repeat(LARGE))).get();
        }

        await().atMost(LIMIT).untilAsserted(() -> assertThat(letters())
                .containsExactlyInAnyOrder(
                        "check item",
                        "check headers",
                        "work bytes,item",
                        "work bytes,headers",
                        "odd-topic bytes,item"));
        CONNECTORS.keySet().forEach(name -> environment.connect().waitUntilRunning(name, 1, LIMIT));
        assertThat(Files.readString(environment.worker().log())).doesNotContain("OutOfMemoryError");
    }

    /** The failed node and what is left out of each dead letter. */
    private static List<String> letters() throws IOException {
        List<String> letters = new ArrayList<>();
        for (ConsumerRecord<@Nullable String, @Nullable String> letter :
                environment.topics().read(DEAD_LETTERS)) {
            JsonNode envelope = JSON.readTree(letter.value());
            Header leftOut = letter.headers().lastHeader("x-dead-letter-left-out");
            letters.add(envelope.path("nodeId").asText() + " "
                    + (leftOut == null ? "nothing" : new String(leftOut.value(), StandardCharsets.UTF_8)));
        }
        return letters;
    }

    @Test
    @Order(3)
    void aWrongPasswordIsNamedAsSuch() throws IOException {
        put("wrong-egress", egress("orders-egress", secured.ownClientsWithWrongPassword("orders-egress")));
        put("wrong-relay", relay("orders-relay", secured.ownClientsWithWrongPassword("orders-relay")));

        assertThat(failure("wrong-egress"))
                .contains(
                        "The topic \"orders-dead-letters\" of npipeline.dead.letter.topic could not be found or created")
                .contains("SaslAuthenticationException: Authentication failed during authentication due to invalid "
                        + "credentials with SASL mechanism SCRAM-SHA-512");
        assertThat(failure("wrong-relay"))
                .contains("The topic \"orders\" of npipeline.source.topics could not be looked up")
                .contains("SaslAuthenticationException: Authentication failed during authentication due to invalid "
                        + "credentials with SASL mechanism SCRAM-SHA-512");
    }

    @Test
    @Order(4)
    void aTopicThatMustNotBeReadIsNamedAsSuch() {
        Map<String, String> config = relay("orders-relay", secured.ownClients("orders-relay"));
        config.put("npipeline.source.topics", FORBIDDEN);
        put("forbidden-relay", config);

        assertThat(failure("forbidden-relay"))
                .contains("The topic \"invoices\" of npipeline.source.topics could not be looked up")
                .contains("TopicAuthorizationException: Not authorized to access topics: [invoices]");
    }

    private static String failure(String connector) {
        await().atMost(LIMIT).until(() -> environment
                .connect()
                .findStatus(connector)
                .flatMap(ConnectorStatus::failure)
                .isPresent());
        return environment
                .connect()
                .findStatus(connector)
                .flatMap(ConnectorStatus::failure)
                .orElseThrow();
    }

    @Test
    @Order(5)
    void noSecretIsSeenAnywhere() throws Exception {
        Map<String, String> seen = new HashMap<>();
        seen.put("log", Files.readString(environment.worker().log()));
        seen.put("JMX", JmxDump.of(secured.jmxPort()));
        seen.put("topics", WholeCluster.text(environment.broker().bootstrapServers()));
        seen.put("connectors", secured.rest().get("/connectors?expand=info&expand=status"));
        for (Map.Entry<String, Map<String, String>> connector : CONNECTORS.entrySet()) {
            String path = "/connectors/" + connector.getKey();
            for (String view : List.of("", "/config", "/status", "/tasks", "/offsets", "/topics")) {
                seen.put(path + view, secured.rest().get(path + view));
            }
            Map<String, String> named = new HashMap<>(connector.getValue());
            named.put("name", connector.getKey());
            seen.put("validation of " + connector.getKey(), secured.rest().validate(named));
        }

        assertThat(seen.get("log"))
                .contains("security.protocol = SASL_SSL", "sasl.jaas.config = [hidden]", "orders-relay", "DEBUG");
        assertThat(seen.get("JMX")).contains("java.lang:type=Runtime", "npipeline-dead-letters-orders-egress-0");
        assertThat(seen.get("topics")).contains("${file:", "this body is poison");
        assertThat(seen.get("connectors")).contains("${file:", "SaslAuthenticationException");
        assertThat(secured.secrets().in(secured.secrets().fileContent()))
                .as("secrets that would be found")
                .contains("parameter", "scram connect", "plain orders-egress", "trust store", "wrong orders-relay");
        seen.forEach((where, text) ->
                assertThat(secured.secrets().in(text)).as("secrets in " + where).isEmpty());
    }
}
