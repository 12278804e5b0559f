package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectClient;
import io.npipeline.integration.docs.Snippet;
import io.npipeline.integration.environment.ConnectEnvironment;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The orders sample as {@code config/orders-relay.json} describes it, in a worker with transactions. */
class OrdersRelayIT {

    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ORDERS = "orders";
    private static final String PROCESSED = "processed-orders";
    private static final String DEAD_LETTERS = "orders-dead-letters";
    private static final long SENT_AT = 1_700_000_000_000L;

    private static final String VALID = order("o-1", 3);
    private static final String INVALID = order("o-2", 0);
    private static final String NO_JSON = "o-3;eve;1";

    private static ConnectEnvironment environment;

    /** What comes after the first order stands behind its failure at first: its rates are not there yet. */
    @BeforeAll
    static void relayOrders(@TempDir Path folder) throws Exception {
        Path rates = folder.resolve("rates.properties");
        environment = ConnectEnvironment.start(
                OrdersRelayIT.class, settings -> settings.withProperty("exactly.once.source.support", "enabled")
                        .withEnvironment("BOOTSTRAP_SERVERS", settings.bootstrapServers())
                        .withEnvironment("ORDERS_RATES", rates.toString()));
        environment.topics().create(ORDERS, 2);
        environment.topics().create(PROCESSED, 2);
        environment.topics().create(DEAD_LETTERS, 1);
        environment.connect().setLogLevel("io.npipeline.engine", "DEBUG"); // retries are silent otherwise

        send(0, "ada", VALID, "step=first", "trace=a-b", "step=second", "size=12");
        send(0, "ada", null, "step=deleted");
        send(1, "eve", INVALID, "x-correlation-id=c-7");
        send(1, "eve", NO_JSON);
        Path root = Path.of(System.getProperty("project.root"));
        environment.connect().put(ConnectClient.readBody(root.resolve("config/orders-relay.json")));

        await().atMost(LIMIT)
                .until(
                        () -> Files.readString(environment.worker().log())
                                .contains(
                                        "Node \"priced\" failed on topic orders, partition 0, offset 0 at attempt 2; it is retried in"));
        assertThat(environment.topics().read(PROCESSED)).isEmpty();
        Files.writeString(rates, "USD=1.0850\n");
        await().atMost(LIMIT).untilAsserted(() -> {
            environment.connect().waitUntilRunning("orders-relay", 2, LIMIT);
            assertThat(environment.topics().read(PROCESSED)).hasSize(2);
            assertThat(environment.topics().read(DEAD_LETTERS)).hasSize(2);
        });
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @Test
    void anOrderIsProcessedOnceItsRatesAreThereAndKeepsKeyHeadersAndTimestamp() throws IOException {
        ConsumerRecord<String, String> processed =
                environment.topics().read(PROCESSED).get(0);

        assertThat(JSON.readTree(processed.value())).isEqualTo(JSON.readTree("""
                {"orderId": "o-1", "customer": "ada", "total": "59.97", "currency": "USD", "totalInEuro": "55.27"}"""));
        assertThat(processed.key()).isEqualTo("ada");
        assertThat(headers(processed))
                .containsExactly("step=first", "trace=a-b", "step=second", "size=12", "x-correlation-id=orders-0-0");
        assertThat(processed.timestamp()).isEqualTo(SENT_AT);
    }

    @Test
    void aTombstonePasses() {
        ConsumerRecord<String, String> tombstone =
                environment.topics().read(PROCESSED).get(1);

        assertThat(tombstone.value()).isNull();
        assertThat(tombstone.key()).isEqualTo("ada");
        assertThat(headers(tombstone)).containsExactly("step=deleted", "x-correlation-id=orders-0-1");
        assertThat(tombstone.timestamp()).isEqualTo(SENT_AT);
    }

    @Test
    void anInvalidOrderIsADeadLetterOfTheNodeThatRefusedIt() throws IOException {
        ConsumerRecord<String, String> letter =
                environment.topics().read(DEAD_LETTERS).get(0);

        assertThat(letter.key()).isEqualTo("eve");
        JsonNode envelope = envelope(letter);
        assertThat(envelope.path("nodeId").asText()).isEqualTo("valid");
        assertThat(JSON.readTree(envelope.path("originalItem").asText())).isEqualTo(JSON.readTree(INVALID));
        assertThat(envelope.path("exceptionType").asText()).isEqualTo("com.example.orders.InvalidOrderException");
        assertThat(envelope.path("exceptionMessage").asText()).isEqualTo("Order o-2 is invalid: its quantity is 0");
        assertThat(envelope.path("stackTrace").asText()).contains("com.example.orders.OrderValidator.transform");
        assertThat(envelope.path("timestamp").asText()).matches("\\d{4}-\\d\\d-\\d\\dT.*Z");
        assertThat(envelope.path("correlationId").asText()).isEqualTo("c-7");
        assertOrigin(envelope, 0);
        assertThat(headers(letter))
                .contains(
                        "x-correlation-id=c-7",
                        "x-dead-letter-reason=InvalidOrderException",
                        "x-original-node=valid",
                        "x-dead-letter-attempts=1",
                        "x-original-topic=orders",
                        "x-original-partition=1",
                        "x-original-offset=0",
                        "x-original-key=" + base64("eve"),
                        "x-original-value=" + base64(INVALID));
    }

    @Test
    void whatIsNoJsonIsADeadLetterOfTheSourceWithItsVeryBytes() throws IOException {
        ConsumerRecord<String, String> letter =
                environment.topics().read(DEAD_LETTERS).get(1);

        assertThat(letter.key()).isEqualTo("eve");
        JsonNode envelope = envelope(letter);
        assertThat(envelope.path("nodeId").asText()).isEqualTo("orders");
        assertThat(envelope.path("exceptionType").asText()).isEqualTo("org.apache.kafka.connect.errors.DataException");
        assertThat(envelope.path("exceptionMessage").asText())
                .startsWith("The value cannot be converted by JsonConverter: ");
        assertThat(envelope.path("correlationId").asText()).isEqualTo("orders-1-1");
        assertOrigin(envelope, 1);
        assertThat(headers(letter))
                .contains(
                        "x-correlation-id=orders-1-1",
                        "x-original-node=orders",
                        "x-dead-letter-attempts=1",
                        "x-original-value=" + base64(NO_JSON));
    }

    @Test
    void positionsAreThoseOfTheNextRecords() throws IOException {
        assertThat(environment.connect().offsets("orders-relay").path("offsets"))
                .containsExactlyInAnyOrder(JSON.readTree("""
                                {"partition": {"partition": 0, "topic": "orders"}, "offset": {"v": 1, "offset": 2}}"""), JSON.readTree("""
                                {"partition": {"partition": 1, "topic": "orders"}, "offset": {"v": 1, "offset": 2}}"""));
    }

    @Test
    void whatThePageOnDeployingShowsForStrimziIsValid() throws IOException {
        List<JsonNode> resources = Snippet.of("docs/deploying.md", "yaml").stream()
                .flatMap(snippet -> snippet.documents().stream())
                .toList();
        assertThat(resources)
                .extracting(resource -> resource.path("kind").asText())
                .containsExactly("KafkaConnect", "KafkaConnector", "KafkaConnector");

        JsonNode connect = resources.get(0);
        assertThat(connect.at("/metadata/annotations/strimzi.io~1use-connector-resources")
                        .asText())
                .isEqualTo("true");
        JsonNode archive = connect.at("/spec/build/plugins/0/artifacts/0");
        assertThat(archive.path("type").asText()).isEqualTo("zip");
        assertThat(archive.path("url").asText())
                .endsWith("/" + Path.of(System.getProperty("plugin.archive")).getFileName());
        for (JsonNode connector : resources.subList(1, 3)) {
            assertThat(connector.at("/metadata/labels/strimzi.io~1cluster")).isEqualTo(connect.at("/metadata/name"));
            assertThat(environment.connect().validate(strimziConfig(connector))).isEmpty();
        }
    }

    /** What the operator posts. */
    private static Map<String, String> strimziConfig(JsonNode connector) {
        Map<String, String> config = new HashMap<>();
        connector
                .at("/spec/config")
                .properties()
                .forEach(entry -> config.put(entry.getKey(), entry.getValue().asText()));
        config.put("name", connector.at("/metadata/name").asText());
        config.put("connector.class", connector.at("/spec/class").asText());
        config.put("tasks.max", connector.at("/spec/tasksMax").asText());
        return config;
    }

    private static JsonNode envelope(ConsumerRecord<String, String> letter) throws IOException {
        JsonNode envelope = JSON.readTree(letter.value());
        assertThat(envelope.fieldNames())
                .toIterable()
                .containsExactly(
                        "nodeId",
                        "originalItem",
                        "exceptionType",
                        "exceptionMessage",
                        "stackTrace",
                        "timestamp",
                        "correlationId",
                        "originalTopic",
                        "partition",
                        "offset");
        return envelope;
    }

    private static void assertOrigin(JsonNode envelope, long offset) {
        assertThat(envelope.path("originalTopic").asText()).isEqualTo(ORDERS);
        assertThat(envelope.path("partition").asInt()).isEqualTo(1);
        assertThat(envelope.path("offset").asLong()).isEqualTo(offset);
    }

    private static List<String> headers(ConsumerRecord<?, ?> found) {
        return StreamSupport.stream(found.headers().spliterator(), false)
                .map(header -> header.key() + "=" + new String(header.value(), StandardCharsets.UTF_8))
                .toList();
    }

    private static String order(String id, int quantity) {
        return """
                {"id": "%s", "customer": "ada", "quantity": %d, "unitPrice": 19.99, "currency": "USD"}""".formatted(id, quantity);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void send(int partition, String key, @Nullable String value, String... headers)
            throws ExecutionException, InterruptedException {
        Map<String, Object> settings = Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, environment.broker().bootstrapServers());
        try (Producer<String, @Nullable String> producer =
                new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            ProducerRecord<String, @Nullable String> sent =
                    new ProducerRecord<>(ORDERS, partition, SENT_AT, key, value);
            Stream.of(headers).map(header -> header.split("=", 2)).forEach(header -> sent.headers()
                    .add(new RecordHeader(header[0], header[1].getBytes(StandardCharsets.UTF_8))));
            producer.send(sent).get();
        }
    }
}
