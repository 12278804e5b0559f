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
        for (JsonNode task : tasks) {
            Map<String, String> config = texts(task.path("config"));
            boolean ours = config.keySet().removeIf(key -> key.startsWith(OURS));
            config.keySet().removeAll(WORKERS);
            if (ours && !config.equals(connector)) {
                return false;
            }
        }
        return true;
    }

    static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new HashMap<>();
        object.properties()
                .forEach(entry -> texts.put(entry.getKey(), entry.getValue().asText()));
        return texts;
    }
}
