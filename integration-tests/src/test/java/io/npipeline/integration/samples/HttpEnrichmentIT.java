package io.npipeline.integration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.deployment.ConnectClient;
import io.npipeline.integration.environment.CommittedRecords;
import io.npipeline.integration.environment.ConnectEnvironment;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The HTTP sample as {@code connectors/payments-enrichment.json} describes it, with a service that is down for a while. */
class HttpEnrichmentIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PAYMENTS = "payments";
    private static final String ENRICHED = "enriched-payments";
    private static final String DEAD_LETTERS = "payments-dead-letters";
    private static final int PARTITIONS = 2;
    private static final int ROUNDS = 15;
    private static final List<String> CUSTOMERS = List.of(
            "c-0", "c-1", "c-2", "c-3", "c-4", "c-5", "c-6", "c-7", "c-8", "c-9", "c-10", "c-11", "cut-12", "x-13",
            "x-14");
    private static final int REFUSED = 2 * ROUNDS;

    @Test
    void paymentsAreEnrichedOnceAndInOrderThroughAnOutage() throws Exception {
        try (CustomerServer service = new CustomerServer(8, 60);
                ConnectEnvironment environment =
                        ConnectEnvironment.start(HttpEnrichmentIT.class, settings -> settings.withProperty(
                                        "exactly.once.source.support", "enabled")
                                .withEnvironment("BOOTSTRAP_SERVERS", settings.bootstrapServers())
                                .withEnvironment("CUSTOMERS_URL", service.address()))) {
            environment.topics().create(PAYMENTS, PARTITIONS);
            environment.topics().create(ENRICHED, PARTITIONS);
            environment.topics().create(DEAD_LETTERS, 1);
            Map<String, List<String>> sent = send(environment);
            environment.connect().put(connector());

            await().atMost(LIMIT).until(() -> service.refusedWhileDown() >= 10);
            service.comeUp();

            try (CommittedRecords enriched = environment.topics().committedRecords(PARTITIONS, ENRICHED);
                    CommittedRecords letters = environment.topics().committedRecords(1, DEAD_LETTERS)) {
                int expected = ROUNDS * CUSTOMERS.size() - REFUSED;
                await().atMost(LIMIT).until(() -> enriched.count() >= expected && letters.count() >= REFUSED);

                Map<String, List<String>> enrichable = new TreeMap<>(sent);
                Map<String, List<String>> refused = new TreeMap<>(sent);
                enrichable.keySet().removeIf(customer -> customer.startsWith("x"));
                refused.keySet().removeIf(customer -> !customer.startsWith("x"));
                assertThat(ids(enriched.records())).isEqualTo(enrichable);
                assertThat(refusedIds(letters.records()))
                        .containsExactlyInAnyOrderElementsOf(
                                refused.values().stream().flatMap(List::stream).toList());
                assertThat(enriched.records()).allSatisfy(payment -> assertThat(JSON.readTree(payment.value())
                                .path("customerName")
                                .asText())
                        .isEqualTo("Name of " + payment.key()));
            }
            // No key was asked for twice at a time, and many were at once.
            assertThat(service.mostCallsPerCustomer()).isEqualTo(1);
            assertThat(service.mostCustomersAtOnce()).isGreaterThanOrEqualTo(8);
            environment.connect().waitUntilRunning("payments-enrichment", 2, LIMIT);
        }
    }

    /** As it is, but for calls: they wait for others here, and one that is given up would be counted beside the next. */
    private static JsonNode connector() {
        JsonNode body = ConnectClient.readBody(Path.of(System.getProperty("project.root"))
                .resolve("quickstart/http-enrichment/connectors/payments-enrichment.json"));
        body.withObject("/config")
                .put("npipeline.pipeline.param.answer.limit.ms", String.valueOf(2 * LIMIT.toMillis()));
        return body;
    }

    /** Sends payments of all customers in turn, and returns their ids by customer. */
    private static Map<String, List<String>> send(ConnectEnvironment environment) {
        Map<String, List<String>> ids = new TreeMap<>();
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String customer : CUSTOMERS) {
                String id = customer + "/" + round;
                records.add(new ProducerRecord<>(PAYMENTS, customer, """
                        {"id": "%s", "customer": "%s", "amount": "1.50"}""".formatted(id, customer)));
                ids.computeIfAbsent(customer, unknown -> new ArrayList<>()).add(id);
            }
        }
        environment.topics().sendAll(records);
        return ids;
    }

    /** The ids of payments by their record's key, in the order of the topic. */
    private static Map<String, List<String>> ids(List<ConsumerRecord<@Nullable String, @Nullable String>> payments)
            throws JsonProcessingException {
        Map<String, List<String>> ids = new TreeMap<>();
        for (ConsumerRecord<@Nullable String, @Nullable String> payment : payments) {
            ids.computeIfAbsent(Objects.requireNonNull(payment.key()), unknown -> new ArrayList<>())
                    .add(JSON.readTree(payment.value()).path("id").asText());
        }
        return ids;
    }

    private static List<String> refusedIds(List<ConsumerRecord<@Nullable String, @Nullable String>> letters)
            throws JsonProcessingException {
        List<String> ids = new ArrayList<>();
        for (ConsumerRecord<@Nullable String, @Nullable String> letter : letters) {
            JsonNode envelope = JSON.readTree(letter.value());
            assertThat(envelope.path("exceptionType").asText())
                    .isEqualTo("com.example.payments.RequestRefusedException");
            ids.add(JSON.readTree(envelope.path("originalItem").asText())
                    .path("id")
                    .asText());
        }
        return ids;
    }
}
