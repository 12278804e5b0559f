package io.npipeline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** What a worker says of the tasks of a connector. Immutable. */
record TaskConfigs(JsonNode tasks) {

    /** What our connectors give their tasks beside the connector's configuration. */
    private static final String OURS = "npipeline.task.";

    private static final Set<String> WORKERS = Set.of("name", "task.class");

    int count() {
        return tasks.size();
    }

    /** Whether the tasks were made from a configuration. Those of our connectors carry all of it; of others nobody can tell. */
    boolean areOf(Map<String, String> connector) {
        Map<String, String> wished = shared(connector);
        for (JsonNode task : tasks) {
            Map<String, String> config = texts(task.path("config"));
            boolean ours = config.keySet().stream().anyMatch(key -> key.startsWith(OURS));
            if (ours && !shared(config).equals(wished)) {
                return false;
            }
        }
        return true;
    }

    /** What a connector and its tasks have in common: a connector may be posted with its name among the rest, or without. */
    private static Map<String, String> shared(Map<String, String> config) {
        Map<String, String> shared = new HashMap<>(config);
        shared.keySet().removeIf(key -> key.startsWith(OURS) || WORKERS.contains(key));
        return shared;
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
