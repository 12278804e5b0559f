package io.npipeline.integration.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectClient;
import io.npipeline.deployment.ConnectorStatus;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.quickstart.exposure.Exposure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AclBinding;
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
    private static final String BILLS = "bills";
    private static final String OTHER_WORKER = "connect2";
    private static final List<String> EXACTLY_ONCE = List.of("orders-ingress", "orders-relay", "orders-egress");
    private static final List<String> AT_LEAST_ONCE = List.of("bills-ingress", "bills-relay", "bills-egress");
    private static final String DEAD_LETTERS = "orders-dead-letters";
    private static final String FORBIDDEN = "invoices";
    private static final int LARGE = 10_000_000;

    private static SecuredConnect secured;
    private static ConnectEnvironment environment;
    private static SecuredConnectors connectors;
    private static List<WithoutOneRight> exactlyOnce;
    private static List<WithoutOneRight> atLeastOnce;
    private static final Map<String, Map<String, String>> CONNECTORS = new HashMap<>();

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        List<AclBinding> rights = AclCommands.of(Path.of(System.getProperty("project.root"), "docs", "security.md"));
        // Without the others a worker asks for positions again and again, and nothing fails.
        exactlyOnce = WithoutOneRight.each(rights, ORDERS, EXACTLY_ONCE).stream()
                .filter(one -> !one.lacksPositions())
                .toList();
        atLeastOnce = WithoutOneRight.each(rights, BILLS, AT_LEAST_ONCE);
        List<AclBinding> acls = new ArrayList<>(rights);
        List<String> users = new ArrayList<>(EXACTLY_ONCE);
        users.addAll(AT_LEAST_ONCE);
        for (WithoutOneRight one : deprived()) {
            acls.addAll(one.rights(rights, List.of()));
            users.add(one.user());
        }
        secured = new SecuredConnect(
                SecurityIT.class, folder, List.of("connect", OTHER_WORKER), users, List.of("orders-egress"), acls);
        secured.secrets().put("parameter", secured.secrets().plant("parameter"));
        connectors = new SecuredConnectors(secured);
        environment = secured.environment();
        for (String logger : List.of("org.apache.kafka.common.config", "org.apache.kafka.clients")) {
            secured.rest().log(logger, "INFO");
        }
        secured.rest().log("io.npipeline", "DEBUG");
        createTopics(ORDERS);
        environment.topics().create(FORBIDDEN, 1);
        put("orders-ingress", connectors.ingress(ORDERS));
        put("orders-relay", connectors.relay(ORDERS));
        put("orders-egress", egress(secured.ownPlainClients("orders-egress")));
        // Some take half a minute to fail, in which the worker waits for their producers to close.
        exactlyOnce.forEach(one -> put(environment.connect(), one, UnaryOperator.identity()));
    }

    private static List<WithoutOneRight> deprived() {
        return Stream.concat(exactlyOnce.stream(), atLeastOnce.stream()).toList();
    }

    private static void createTopics(String records) {
        for (String topic : List.of(records, "processed-" + records, records + "-dead-letters")) {
            environment.topics().create(topic, 1);
        }
    }

    @AfterAll
    static void stop() {
        secured.close();
    }

    private static void put(String name, Map<String, String> config) {
        CONNECTORS.put(name, config);
        environment.connect().put(name, config);
    }

    private static Map<String, String> egress(Map<String, String> ownClients) {
        Map<String, String> config = connectors.egress(ORDERS, effects(ORDERS), ownClients);
        config.put("npipeline.pipeline.param.password", secured.secrets().reference("parameter"));
        return config;
    }

    private static Path effects(String records) {
        return environment.file("effects-" + records);
    }

    /** All numbers went in, through and out. */
    private static void awaitAll(ConnectClient worker, String records) {
        List<String> numbers = IntStream.rangeClosed(1, SecuredConnectors.COUNT)
                .mapToObj(Integer::toString)
                .toList();
        await().atMost(LIMIT).untilAsserted(() -> {
            for (String kind : List.of("-ingress", "-relay", "-egress")) {
                worker.waitUntilRunning(records + kind, 1, LIMIT);
            }
            assertThat(EffectLines.bodies(effects(records))).containsExactlyInAnyOrderElementsOf(numbers);
            assertThat(environment.topics().read("processed-" + records).stream()
                            .map(ConsumerRecord::value))
                    .containsExactlyInAnyOrderElementsOf(
                            numbers.stream().map(number -> number + "/1").toList());
        });
    }

    @Test
    @Order(1)
    void allThreeRunWithNoMoreRightsThanTheyNeed() throws IOException {
        awaitAll(environment.connect(), ORDERS);
        await().atMost(LIMIT)
                .until(() -> environment.topics().committedRecords("orders-egress") >= SecuredConnectors.COUNT);
        environment.connect().restart("orders-egress");
        environment.connect().waitUntilRunning("orders-egress", 1, LIMIT);
        assertThat(Files.readString(environment.worker().log()))
                .doesNotContain("could not be read; records that were settled above the committed offsets run again");
    }

    @Test
    @Order(2)
    void withoutTransactionsTheyNeedLess() {
        ConnectClient worker =
                secured.startWorkerWithoutTransactions(OTHER_WORKER).client();
        createTopics(BILLS);
        worker.put("bills-ingress", SecuredConnectors.atLeastOnce(connectors.ingress(BILLS)));
        worker.put("bills-relay", SecuredConnectors.atLeastOnce(connectors.relay(BILLS)));
        worker.put("bills-egress", connectors.egress(BILLS, effects(BILLS)));
        atLeastOnce.forEach(one -> put(worker, one, SecuredConnectors::atLeastOnce));

        awaitAll(worker, BILLS);
        assertAllFail(worker, atLeastOnce);
        await("the worker stores positions")
                .atMost(LIMIT)
                .until(() -> !worker.offsets("bills-ingress").path("offsets").isEmpty());
    }

    /** With a record to write and one for the dead letters. */
    private static void put(
            ConnectClient worker, WithoutOneRight one, UnaryOperator<Map<String, String>> ofSourceConnector) {
        String records = one.replacement();
        createTopics(records);
        if (one.user().endsWith("-ingress")) {
            Map<String, String> config = ofSourceConnector.apply(connectors.ingress(records));
            config.put("npipeline.pipeline.param.count", "1");
            worker.put(one.user(), config);
            return;
        }
        environment.topics().sendAll(records, List.of("1", "2!"));
        worker.put(
                one.user(),
                one.user().endsWith("-relay")
                        ? ofSourceConnector.apply(connectors.relay(records))
                        : connectors.egress(records, effects(records)));
    }

    private static void assertAllFail(ConnectClient worker, List<WithoutOneRight> all) {
        for (WithoutOneRight one : all) {
            assertThat(failure(worker, one.user())).as(one.toString()).contains(one.error());
            worker.delete(one.user());
        }
    }

    @Test
    @Order(3)
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
    @Order(4)
    void aWrongPasswordIsNamedAsSuch() throws IOException {
        put("wrong-egress", egress(secured.ownClientsWithWrongPassword("orders-egress")));
        put("wrong-relay", connectors.relay(ORDERS, secured.ownClientsWithWrongPassword("orders-relay")));

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
    @Order(5)
    void aTopicThatMustNotBeReadIsNamedAsSuch() {
        Map<String, String> config = connectors.relay(ORDERS);
        config.put("npipeline.source.topics", FORBIDDEN);
        put("forbidden-relay", config);

        assertThat(failure("forbidden-relay"))
                .contains("The topic \"invoices\" of npipeline.source.topics could not be looked up")
                .contains("TopicAuthorizationException: Not authorized to access topics: [invoices]");
    }

    /** Each is taken away from a connector of its own. */
    @Test
    @Order(6)
    void eachOfTheirRightsIsNeeded() {
        assertAllFail(environment.connect(), exactlyOnce);
    }

    private static String failure(String connector) {
        return failure(environment.connect(), connector);
    }

    private static String failure(ConnectClient worker, String connector) {
        return await().atMost(LIMIT)
                .until(
                        () -> worker.findStatus(connector)
                                .flatMap(ConnectorStatus::failure)
                                .orElse(""),
                        failure -> !failure.isEmpty());
    }

    /** Without the right, the lag and the offset maps are looked up in vain, and nothing else is missing. */
    @Test
    @Order(7)
    void aClientThatMayNotDescribeTheGroupCostsOneWarning() throws IOException {
        put("orders-egress", egress(secured.ownClients("orders-relay")));

        await().atMost(LIMIT).untilAsserted(() -> assertThat(lagWarnings()).hasSize(1));
        assertThat(Files.readString(environment.worker().log()))
                .containsPattern(
                        "The ends of \\[orders-0\\].*\n.*GroupAuthorizationException: .*connect-orders-egress");
        environment.connect().waitUntilRunning("orders-egress", 1, LIMIT);
        await("the worker tells the frontier")
                .atMost(LIMIT)
                .untilAsserted(() -> assertThat(JmxDump.of(secured.jmxPort())).containsPattern("""
                        type=partition-metrics,connector=orders-egress,task=0,topic=orders,partition=0
                        frontier-offset=\\d+
                        end-offset=\\d+
                        lag=0
                        """));
        assertThat(lagWarnings()).hasSize(1);
        put("orders-egress", egress(secured.ownPlainClients("orders-egress")));
        environment.connect().waitUntilRunning("orders-egress", 1, LIMIT);
    }

    private static List<String> lagWarnings() throws IOException {
        return Files.readAllLines(environment.worker().log()).stream()
                .filter(line -> line.contains("WARN")
                        && line.contains("The ends of [orders-0]")
                        && line.contains("could not be looked up"))
                .toList();
    }

    @Test
    @Order(8)
    void noSecretIsSeenAnywhere() throws Exception {
        Map<String, String> seen = Exposure.of(
                environment.worker().log(), secured.rest(), environment.broker().bootstrapServers(), CONNECTORS);
        seen.put("JMX", JmxDump.of(secured.jmxPort()));

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
