package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.pipelines.EffectsPipeline;
import io.npipeline.integration.pipelines.FilesPipeline;
import io.npipeline.integration.pipelines.UpperCasePipeline;
import io.npipeline.integration.pipelines.WhereaboutsPipeline;
import io.npipeline.quickstart.environment.KafkaRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The packaged plugin in a worker: found, loaded from its folder, several pipelines at a time. */
class PluginIT {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private static ConnectEnvironment environment;

    @BeforeAll
    static void start() {
        environment = ConnectEnvironment.start(
                PluginIT.class, settings -> settings.withProperty("offset.flush.interval.ms", "1000"));
    }

    @AfterAll
    static void stop() {
        environment.close();
    }

    @Test
    void bothConnectorsAreListedWithTheVersionOfTheBuild() {
        Map<String, JsonNode> plugins = Stream.of(environment.connect().plugins())
                .flatMap(list -> IntStream.range(0, list.size()).mapToObj(list::get))
                .filter(plugin -> plugin.path("class").asText().startsWith("io.npipeline.kafka."))
                .collect(Collectors.toMap(plugin -> plugin.path("type").asText(), plugin -> plugin));

        assertThat(plugins).containsOnlyKeys("sink", "source");
        assertThat(plugins.values())
                .allSatisfy(plugin ->
                        assertThat(plugin.path("version").asText()).isEqualTo(System.getProperty("project.version")));
    }

    @Test
    void theWorkerKnowsOurClassesFromThePluginFolderOnly() throws IOException {
        try (Stream<Path> libraries = Files.list(KafkaRuntime.locate().libraries())) {
            assertThat(libraries.map(jar -> jar.getFileName().toString()))
                    .isNotEmpty()
                    .noneMatch(jar -> jar.contains("npipeline") || jar.contains("connector-"));
        }
        Path effects = environment.file("whereabouts.txt");
        environment.topics().create("whereabouts", 1);
        environment.topics().send("whereabouts", "key", "where");
        put("whereabouts", WhereaboutsPipeline.class, effects, 1);

        await().atMost(LIMIT).untilAsserted(() -> assertThat(lines(effects)).hasSize(1));
        assertThat(lines(effects).get(0))
                .contains("org.apache.kafka.connect.runtime.isolation.PluginClassLoader")
                .contains("plugins/npipeline-kafka-connect/npipeline-bridge-");
    }

    @Test
    void thePluginBundlesNothingThatTheWorkerProvides() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("plugin.folder")))) {
            assertThat(files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar")))
                    .isNotEmpty()
                    .allMatch(jar -> jar.startsWith("npipeline-")
                            || jar.startsWith("jackson-")
                            || jar.startsWith("resilience4j-")
                            || jar.startsWith("fastcsv-")
                            || jar.startsWith("HdrHistogram-"));
        }
    }

    @Test
    void twoPipelinesShareAWorkerAndEachTaskHasItsPartitions() {
        Path plain = environment.file("plain.txt");
        Path upper = environment.file("upper.txt");
        environment.topics().create("shared", 6);
        Set<String> bodies = IntStream.range(0, 600).mapToObj(i -> "body-" + i).collect(Collectors.toSet());
        put("plain", EffectsPipeline.class, plain, 3);
        put("upper", UpperCasePipeline.class, upper, 3);
        await().atMost(LIMIT).until(() -> environment.topics().tasksWithPartitions("plain") == 3);
        await().atMost(LIMIT).until(() -> environment.topics().tasksWithPartitions("upper") == 3);
        bodies.forEach(body -> environment.topics().send("shared", body, body));

        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(bodies(plain)).containsExactlyInAnyOrderElementsOf(bodies);
            assertThat(bodies(upper))
                    .containsExactlyInAnyOrderElementsOf(bodies.stream()
                            .map(body -> body.toUpperCase(Locale.ROOT))
                            .toList());
        });
        assertThat(tasks(plain)).containsExactlyInAnyOrder("0", "1", "2");
        assertThat(tasks(upper)).containsExactlyInAnyOrder("0", "1", "2");
        await().atMost(LIMIT).untilAsserted(() -> {
            assertThat(environment.topics().committedRecords("plain")).isEqualTo(600);
            assertThat(environment.topics().committedRecords("upper")).isEqualTo(600);
        });
    }

    @Test
    void filesOfAFolderAreMovedOnceTheirPositionIsStored() throws IOException {
        Path folder = Files.createDirectories(environment.file("rows"));
        Files.writeString(folder.resolve("a.csv"), "file,line\na.csv,1\n");
        environment.topics().create("rows", 1);
        Map<String, String> config = ConnectorConfigs.source(FilesPipeline.class.getName(), "rows");
        config.put("npipeline.pipeline.param.folder", folder.toString());
        config.put("npipeline.pipeline.param.work.ms", "1");
        environment.connect().put("rows", config);

        await().atMost(LIMIT).until(() -> Files.exists(folder.resolve("done/a.csv")));

        assertThat(environment.topics().read("rows").stream().map(ConsumerRecord::value))
                .containsExactly("a.csv:1");
        assertThat(environment.connect().offsets("rows").toString()).contains("\"file\":\"a.csv\"");
    }

    private static void put(String name, Class<?> pipeline, Path effects, int tasks) {
        Map<String, String> config = ConnectorConfigs.sink(pipeline, name.equals("whereabouts") ? name : "shared");
        config.put("tasks.max", Integer.toString(tasks));
        config.put("npipeline.pipeline.param.effects", effects.toString());
        environment.connect().put(name, config);
        environment.connect().waitUntilRunning(name, tasks, LIMIT);
    }

    private static List<String> lines(Path file) throws IOException {
        return Files.exists(file) ? Files.readAllLines(file) : List.of();
    }

    private static List<String> bodies(Path file) throws IOException {
        return lines(file).stream().map(line -> line.split("\t", -1)[3]).toList();
    }

    private static Set<String> tasks(Path file) {
        try {
            return lines(file).stream().map(line -> line.split("\t", -1)[0]).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
