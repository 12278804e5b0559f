package io.npipeline.integration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.deployment.ConnectClient;
import io.npipeline.integration.environment.Broker;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ContainerBroker;
import io.npipeline.integration.environment.Topics;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import org.testcontainers.junit.jupiter.EnabledIfDockerAvailable;

/**
 * The orders sample, and the settings that tests give their brokers, on a container of docker-compose.yml's image. Skipped, and
 * reported as such, where there is no Docker. docs/compose.md says on what it was seen to pass.
 */
@EnabledIfDockerAvailable
class ContainersIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Test
    void ordersAreRelayedExactlyOnce() {
        try (ConnectEnvironment environment = ConnectEnvironment.start(
                ContainersIT.class, ContainersIT::worker, directory -> ContainerBroker.start(Map.of()))) {
            Topics topics = environment.topics();
            topics.create("orders", 1);
            topics.create("processed-orders", 1);
            topics.create("orders-dead-letters", 1);
            topics.send("orders", "ada", """
                    {"id": "o-1", "customer": "ada", "quantity": 3, "unitPrice": 19.99, "currency": "USD"}""");
            environment.connect().put(ConnectClient.readBody(ROOT.resolve("config/orders-relay.json")));

            await().atMost(LIMIT).untilAsserted(() -> assertThat(topics.read("processed-orders"))
                    .singleElement()
                    .satisfies(order -> assertThat(order.value()).contains("55.27")));
        }
    }

    private static WorkerSettings worker(WorkerSettings usual) {
        return usual.withProperty("exactly.once.source.support", "enabled")
                .withEnvironment("BOOTSTRAP_SERVERS", usual.bootstrapServers())
                .withEnvironment(
                        "ORDERS_RATES",
                        ROOT.resolve("quickstart/orders/data/euro-rates.properties")
                                .toString());
    }

    @Test
    void aBrokerHasTheSettingsOfASmallClusterAndThoseOfTheTest() throws Exception {
        ConfigResource one = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (Broker broker = ContainerBroker.start(Map.of("group.min.session.timeout.ms", "1234"));
                Admin admin = broker.admin()) {
            Config config = Objects.requireNonNull(
                    admin.describeConfigs(List.of(one)).all().get().get(one));

            assertThat(config.get("group.min.session.timeout.ms").value()).isEqualTo("1234");
            assertThat(config.get("offsets.topic.num.partitions").value()).isEqualTo("5");
        }
    }
}
