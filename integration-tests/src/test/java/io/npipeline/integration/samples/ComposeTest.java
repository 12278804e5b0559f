package io.npipeline.integration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.integration.docs.Snippet;
import io.npipeline.integration.samples.Compose.Mount;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.junit.jupiter.api.Test;

/** What can be known of docker-compose.yml without Docker. */
class ComposeTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final String WORKER = "org.apache.kafka.connect.runtime.distributed.DistributedConfig";
    private static final String BROKER = "org.apache.kafka.server.config.AbstractKafkaConfig";

    /** What the images are known to have; Confluent's of 8.3 have neither curl nor wget. */
    private static final Map<String, Set<String>> TOOLS = Map.of(
            "apache/kafka", Set.of("/opt/kafka/bin/kafka-broker-api-versions.sh"),
            "confluentinc/cp-schema-registry", Set.of("bash"),
            "confluentinc/cp-kafka-connect", Set.of("bash"),
            "prom/prometheus", Set.of("wget"),
            "grafana/grafana", Set.of("wget"));

    private final Compose compose;

    ComposeTest() throws IOException {
        compose = Compose.read();
    }

    @Test
    void everyImageIsPinned() {
        assertThat(compose.services().keySet())
                .allSatisfy(service -> assertThat(compose.image(service)).matches("[a-z/-]+:v?\\d+\\.\\d+\\.\\d+"));
    }

    @Test
    void everyHealthCheckUsesWhatTheImageHas() {
        Set<String> services = new TreeSet<>(compose.services().keySet());
        services.remove("topics"); // ends by itself
        for (String service : services) {
            String image = compose.image(service).split(":", -1)[0];
            assertThat(Objects.requireNonNull(TOOLS.get(image), image))
                    .contains(compose.healthCheck(service).get(0));
        }
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyServiceWaitsForOthersThatAreHealthyOrDone() {
        compose.services().forEach((name, service) -> {
            var needed = (Map<String, Map<String, String>>) service.getOrDefault("depends_on", Map.of());
            needed.forEach((other, how) -> assertThat(how)
                    .as("%s waits for %s", name, other)
                    .containsExactly(Map.entry(
                            "condition",
                            other.equals("topics") ? "service_completed_successfully" : "service_healthy")));
            assertThat(compose.services().keySet()).containsAll(needed.keySet());
        });
    }

    @Test
    void everyMountedPathIsInTheProjectOrMadeByTheCommandsOfThePage() {
        String commands = Snippet.of("docs/compose.md", "sh").get(0).text();
        Map<String, String> made = Map.of(
                "./distribution/target/npipeline-kafka-connect", "mvn -B -DskipTests install",
                "./quickstart/orders/target/plugin", "mvn -B -f quickstart/orders package",
                "./target/compose/inbox", "mkdir -p -m 777 target/compose/inbox",
                "./target/compose/jmx_prometheus_javaagent.jar", "-DoutputDirectory=target/compose");
        for (String service : compose.services().keySet()) {
            for (Mount mount : compose.mounts(service)) {
                if (made.containsKey(mount.host())) {
                    assertThat(commands).contains(made.get(mount.host()));
                } else {
                    assertThat(ROOT.resolve(mount.host())).exists();
                }
            }
        }
    }

    /** In the container, files name each other by where they are mounted. */
    @Test
    void whatAServiceIsToldToReadIsMounted() throws IOException {
        assertMounted("connect", "/opt/jmx-exporter/agent.jar", compose.variable("connect", "KAFKA_OPTS"));
        assertMounted("connect", "/opt/jmx-exporter/config.yml", compose.variable("connect", "KAFKA_OPTS"));
        assertMounted("connect", "/data/inbox", compose.variable("connect", "ORDERS_FOLDER"));
        assertMounted("connect", "/data/euro-rates.properties", compose.variable("connect", "ORDERS_RATES"));
        assertMounted("prometheus", "/etc/prometheus/alerts.yml", read("config/prometheus/prometheus.yml"));
        assertMounted(
                "grafana",
                "/var/lib/grafana/dashboards/npipeline-dashboard.json",
                read("config/grafana/provisioning/dashboards/npipeline.yml"));
        assertThat(read("config/prometheus/prometheus.yml")).contains("connect:9404");
        assertThat(compose.variable("connect", "KAFKA_OPTS")).contains("=9404:");
    }

    private void assertMounted(String service, String path, String said) {
        assertThat(compose.mounts(service)).extracting(Mount::container).contains(path);
        String folder = path.substring(0, path.lastIndexOf('/'));
        String name = path.substring(path.lastIndexOf('/') + 1);
        assertThat(said).containsAnyOf(path, folder + "\n", name);
    }

    private static String read(String file) throws IOException {
        return Files.readString(ROOT.resolve(file));
    }

    @Test
    void everyVariableOfConnectIsAWorkersSetting() throws Exception {
        Map<String, String> settings = compose.workerSettings();
        try (URLClassLoader kafka = kafka()) {
            AbstractConfig worker = worker(kafka, settings);
            Set<String> unknown = new TreeSet<>(settings.keySet());
            unknown.removeAll(worker.values().keySet());
            // Settings of what other settings name.
            unknown.removeIf(key -> key.startsWith("value.converter.") || key.equals("config.providers.env.class"));

            assertThat(unknown).isEmpty();
            assertThat(worker.getString("exactly.once.source.support")).isEqualTo("enabled");
        }
    }

    /** Kafka looks for classes that settings name with the thread's loader. */
    private static AbstractConfig worker(ClassLoader kafka, Map<String, String> settings) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(kafka);
        try {
            return (AbstractConfig)
                    kafka.loadClass(WORKER).getConstructor(Map.class).newInstance(settings);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    void everyVariableOfTheBrokerIsOneOfItsSettings() throws Exception {
        try (URLClassLoader kafka = kafka()) {
            ConfigDef broker =
                    (ConfigDef) kafka.loadClass(BROKER).getField("CONFIG_DEF").get(null);

            assertThat(broker.names())
                    .containsAll(compose.settings("broker", "KAFKA_").keySet());
            assertThat(broker.validate(new HashMap<>(compose.settings("broker", "KAFKA_"))))
                    .allSatisfy(value ->
                            assertThat(value.errorMessages()).as(value.name()).isEmpty());
        }
    }

    /** Kafka's own classes, as the tests' processes have them; of its clients those that are here already. */
    private URLClassLoader kafka() throws MalformedURLException {
        File[] jars = Objects.requireNonNull(
                ROOT.resolve("quickstart/target/kafka").toFile().listFiles());
        List<URL> urls = Arrays.stream(jars).map(ComposeTest::url).toList();
        return new URLClassLoader(urls.toArray(new URL[0]), getClass().getClassLoader());
    }

    private static URL url(File jar) {
        try {
            return jar.toURI().toURL();
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }
}
