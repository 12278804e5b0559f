package io.npipeline.integration.samples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.npipeline.deployment.ConnectClient;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The connectors that docs/compose.md posts, on a worker with the settings and the layout of plugins that docker-compose.yml
 * gives it. In the stand of Confluent's Avro converter, which cannot be had from Maven Central, is the JsonConverter with
 * schemas, so neither Avro nor the registry is tried here.
 */
class ComposeIT {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** What the tests' worker has its own values for: addresses, and where plugins are. */
    private static final List<String> OWN =
            List.of("bootstrap.servers", "listeners", "rest.advertised.host.name", "plugin.path", "group.id");

    @Test
    void itsConnectorsRunAndItsHealthCheckSeesTheWorker(@TempDir Path folder) throws Exception {
        Compose compose = Compose.read();
        Path inbox = Files.createDirectory(folder.resolve("inbox"));
        try (ConnectEnvironment environment =
                ConnectEnvironment.start(ComposeIT.class, settings -> settings(compose, settings, folder))) {
            for (String topic : List.of("orders", "processed-orders", "orders-dead-letters")) {
                environment.topics().create(topic, 4);
            }
            Files.copy(ROOT.resolve("quickstart/orders/data/orders.csv"), inbox.resolve("orders.csv"));
            for (String connector : List.of("orders-ingress", "orders-relay")) {
                environment.connect().put(standIn(connector));
            }

            await().atMost(LIMIT).untilAsserted(() -> {
                assertThat(environment.topics().read("processed-orders")).hasSize(4);
                assertThat(environment.topics().read("orders-dead-letters")).hasSize(3);
            });
            assertThat(exitCode(
                            healthCheck(compose, environment.connect().address().getPort())))
                    .isZero();
            assertThat(exitCode(
                            healthCheck(compose, environment.connect().address().getPort() + 1)))
                    .isNotZero();
        }
    }

    private static WorkerSettings settings(Compose compose, WorkerSettings usual, Path folder) {
        WorkerSettings settings = new WorkerSettings(
                        usual.bootstrapServers(),
                        List.of(plugins(compose, folder)),
                        usual.properties(),
                        usual.environment(),
                        usual.jvmFlags())
                .withEnvironment("BOOTSTRAP_SERVERS", usual.bootstrapServers())
                .withEnvironment("SCHEMA_REGISTRY_URL", "http://localhost:8081")
                .withEnvironment("ORDERS_FOLDER", folder.resolve("inbox").toString())
                .withEnvironment(
                        "ORDERS_RATES",
                        ROOT.resolve("quickstart/orders/data/euro-rates.properties")
                                .toString());
        for (Map.Entry<String, String> setting : compose.workerSettings().entrySet()) {
            if (!OWN.contains(setting.getKey())) {
                settings = settings.withProperty(setting.getKey(), setting.getValue());
            }
        }
        return settings;
    }

    /** The folder of plugins as the service's mounts make it: connectors and pipelines in folders of one plugin. */
    private static Path plugins(Compose compose, Path folder) {
        Map<String, Path> built = Map.of(
                "./distribution/target/npipeline-kafka-connect",
                Path.of(System.getProperty("plugin.folder")),
                "./quickstart/orders/target/plugin",
                Path.of(System.getProperty("user.project.directory"), "orders/target/plugin"));
        String container = "/opt/connect/plugins/";
        try {
            Path plugins = folder.resolve("plugins");
            for (Compose.Mount mount : compose.mounts("connect")) {
                if (mount.container().startsWith(container)) {
                    Path target = plugins.resolve(mount.container().substring(container.length()));
                    Files.createDirectories(target);
                    copy(Objects.requireNonNull(built.get(mount.host()), mount.host()), target);
                }
            }
            return plugins;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()));
            }
        }
    }

    /** The connector as it is posted, with the converter that is there. */
    private static JsonNode standIn(String connector) throws IOException {
        Path file = ROOT.resolve("config/compose").resolve(connector + ".json");
        ObjectNode body = (ObjectNode) ConnectClient.readBody(file);
        ObjectNode config = (ObjectNode) body.path("config");
        assertThat(config.path("value.converter").asText()).isEqualTo(Compose.AVRO);
        config.put("value.converter", Compose.STAND_IN);
        // But for the converter it is the one in config/.
        JsonNode shown = new ObjectMapper()
                .readTree(ROOT.resolve("config").resolve(connector + ".json").toFile());
        ObjectNode same = ((ObjectNode) shown.path("config")).deepCopy();
        same.remove("value.converter.schemas.enable");
        same.set("value.converter.schema.registry.url", config.path("value.converter.schema.registry.url"));
        assertThat((JsonNode) config).isEqualTo(same);
        return body;
    }

    private static List<String> healthCheck(Compose compose, int port) {
        List<String> command = new ArrayList<>();
        compose.healthCheck("connect")
                .forEach(word -> command.add(word.replace("/dev/tcp/localhost/8083", "/dev/tcp/127.0.0.1/" + port)));
        return command;
    }

    private static int exitCode(List<String> command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
