package io.npipeline.integration.deployment;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.npipeline.integration.environment.ConnectEnvironment;
import io.npipeline.integration.environment.LauncherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What {@code ./npipeline validate} says of connectors beside what a running worker says of them. */
final class OfflineValidation {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ConnectEnvironment environment;

    OfflineValidation(ConnectEnvironment environment) {
        this.environment = environment;
    }

    /** A configuration with other settings, of which the name of the connector is one. */
    Map<String, String> changed(Map<String, String> config, Map<String, String> settings) {
        Map<String, String> changed = new TreeMap<>(config);
        changed.put("name", "offline");
        changed.putAll(settings);
        return changed;
    }

    /** Of each configuration of which they say different things, both. */
    @SafeVarargs
    final List<String> differences(Map<String, String>... configs) throws IOException {
        List<String> arguments = new ArrayList<>(
                List.of("validate", "--plugin-path", environment.file("plugins").toString()));
        for (int i = 0; i < configs.length; i++) {
            arguments.add(write(i, configs[i]).toString());
        }
        Path home = Path.of(System.getProperty("project.root"));
        List<String> lines = LauncherProcess.run(home, Map.of("KAFKA_PASSWORD", "of-this-machine"), 2, arguments)
                .lines();
        List<String> differences = new ArrayList<>();
        int next = 0;
        for (int i = 0; i < configs.length; i++) {
            Set<String> offline = new TreeSet<>();
            for (; !lines.get(next).startsWith(name(i) + " "); next++) {
                if (!lines.get(next).matches("(warning|unchecked): .*")) {
                    offline.add(lines.get(next));
                }
            }
            next++;
            Set<String> worker = new TreeSet<>();
            environment
                    .connect()
                    .validate(configs[i])
                    .forEach((key, errors) -> errors.forEach(error -> worker.add(key + ": " + error)));
            if (!offline.equals(worker)) {
                differences.add(offline + " instead of " + worker);
            }
        }
        return differences;
    }

    private Path write(int number, Map<String, String> config) throws IOException {
        return Files.writeString(environment.file(name(number)), JSON.writeValueAsString(config));
    }

    private static String name(int number) {
        return "offline-" + number + ".json";
    }
}
