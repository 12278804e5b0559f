package io.npipeline.integration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.deployment.ConnectClient;
import io.npipeline.integration.environment.PluginFolder;
import io.npipeline.integration.environment.Topics;
import io.npipeline.quickstart.environment.KafkaRuntime;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.junit.jupiter.Container;
import org.testcontainers.junit.jupiter.Testcontainers;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/**
 * The orders sample against the broker of docker-compose.yml's image. Skipped, and reported as such, where there is no Docker;
 * the machines it was written on have none, so nobody has seen it pass.
 */
@Testcontainers(disabledWithoutDocker = true)
class ContainersIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Duration LIMIT = Duration.ofSeconds(90);

    @Container
    private final KafkaContainer broker;

    ContainersIT() throws IOException {
        broker = new KafkaContainer(DockerImageName.parse(Compose.read().image("broker")));
    }

    @Test
    void ordersAreRelayedExactlyOnce(@TempDir Path folder) {
        WorkerSettings settings = WorkerSettings.of(
                        broker.getBootstrapServers(), PluginFolder.assemble(folder.resolve("plugins")))
                .withProperty("exactly.once.source.support", "enabled")
                .withEnvironment("BOOTSTRAP_SERVERS", broker.getBootstrapServers())
                .withEnvironment(
                        "ORDERS_RATES",
                        ROOT.resolve("quickstart/orders/data/euro-rates.properties")
                                .toString());
        try (Topics topics = new Topics(broker.getBootstrapServers());
                WorkerProcess worker = WorkerProcess.start(KafkaRuntime.locate(), folder.resolve("worker"), settings)) {
            topics.create("orders", 1);
            topics.create("processed-orders", 1);
            topics.create("orders-dead-letters", 1);
            topics.send("orders", "ada", """
                    {"id": "o-1", "customer": "ada", "quantity": 3, "unitPrice": 19.99, "currency": "USD"}""");
            worker.client().put(ConnectClient.readBody(ROOT.resolve("config/orders-relay.json")));

            await().atMost(LIMIT).untilAsserted(() -> assertThat(topics.read("processed-orders"))
                    .singleElement()
                    .satisfies(order -> assertThat(order.value()).contains("55.27")));
        }
    }
}
