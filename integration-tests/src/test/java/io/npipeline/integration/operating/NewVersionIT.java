package io.npipeline.integration.operating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.ConnectorConfigs;
import io.npipeline.integration.environment.EffectLines;
import io.npipeline.integration.environment.PluginFolder;
import io.npipeline.integration.pipelines.VersionedEffectsPipeline;
import io.npipeline.quickstart.environment.WorkerProcess;
import io.npipeline.quickstart.environment.WorkerSettings;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new plugin folder takes the place of the old one, on one worker after the other, as docs/operating.md has it. */
class NewVersionIT {

    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final String NAME = "versioned";
    private static final int PARTITIONS = 4;
    private static final int TASKS = 2;

    /** A worker's own {@code plugin.path}. */
    private record Plugins(Path path) {

        static Plugins of(Path path) throws IOException {
            PluginFolder.assemble(path);
            Plugins plugins = new Plugins(path);
            plugins.write("1");
            return plugins;
        }

        private void write(String version) throws IOException {
            try (OutputStream file = Files.newOutputStream(path.resolve("npipeline-kafka-connect/version.jar"));
                    JarOutputStream jar = new JarOutputStream(file)) {
                jar.putNextEntry(new JarEntry(VersionedEffectsPipeline.VERSION));
                jar.write(version.getBytes(StandardCharsets.UTF_8));
                jar.closeEntry();
            }
        }

        /** Puts another folder with other jars in the place of this one, which is moved away. */
        void replace(String version) throws IOException {
            Plugins next = of(path.resolveSibling(path.getFileName() + "-" + version));
            next.write(version);
            Files.move(path, path.resolveSibling(path.getFileName() + "-old"));
            Files.move(next.path(), path);
        }
    }

    private final List<String> sent = new ArrayList<>();

    /** As many records to each partition. */
    private void send(ConnectEnvironment environment, String prefix, int count) {
        List<ProducerRecord<@Nullable String, @Nullable String>> records = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                String body = prefix + "-" + partition + "-" + i;
                records.add(new ProducerRecord<>(NAME, partition, "k" + i, body));
                sent.add(body);
            }
        }
        environment.topics().sendAll(records);
    }

    @Test
    void tasksGoOnWithTheNewFolderAndNothingIsLost(@TempDir Path folder) throws IOException {
        Plugins first = Plugins.of(folder.resolve("first"));
        Plugins second = Plugins.of(folder.resolve("second"));
        try (ConnectEnvironment environment =
                ConnectEnvironment.start(NewVersionIT.class, usual -> withPlugins(usual, first))) {
            WorkerProcess other = environment.startAnotherWorker(usual -> withPlugins(usual, second));
            environment.topics().create(NAME, PARTITIONS);
            Path effects = environment.file("effects");
            environment.connect().put(NAME, config(environment, effects));
            send(environment, "before", 500);
            await().atMost(LIMIT).until(() -> !EffectLines.bodies(effects).isEmpty());

            replace(environment.worker(), first);
            send(environment, "between", 500);
            replace(other, second);
            send(environment, "after", 50);

            await().atMost(LIMIT).until(() -> environment.topics().committedRecords(NAME) == sent.size());
            List<String> delivered = EffectLines.bodies(effects);
            assertThat(delivered.stream().map(body -> body.substring(0, body.indexOf('@'))))
                    .containsAll(sent);
            assertThat(delivered).contains("before-0-0@1");
            assertThat(delivered.stream()
                            .filter(body -> body.startsWith("after-"))
                            .collect(Collectors.toSet()))
                    .hasSize(50 * PARTITIONS)
                    .allMatch(body -> body.endsWith("@2"));
        }
    }

    private static WorkerSettings withPlugins(WorkerSettings settings, Plugins plugins) {
        return new WorkerSettings(
                settings.bootstrapServers(),
                List.of(plugins.path()),
                settings.properties(),
                settings.environment(),
                settings.jvmFlags());
    }

    /** Stops the worker, puts the new folder in the place of the old one, and starts it. */
    private static void replace(WorkerProcess worker, Plugins plugins) throws IOException {
        worker.close();
        plugins.replace("2");
        worker.restart();
        worker.client().waitUntilRunning(NAME, TASKS, LIMIT);
    }

    private static Map<String, String> config(ConnectEnvironment environment, Path effects) {
        Map<String, String> config = ConnectorConfigs.sink(VersionedEffectsPipeline.class, NAME);
        config.put("tasks.max", Integer.toString(TASKS));
        config.put("npipeline.pipeline.param.effects", effects.toString());
        config.put("npipeline.pipeline.param.work.ms", "20");
        config.put("npipeline.max.degree.of.parallelism", "4");
        config.put("npipeline.kafka.bootstrap.servers", environment.broker().bootstrapServers());
        return config;
    }
}
