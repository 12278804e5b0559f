package io.npipeline.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a worker says of a configuration. Immutable. */
record Validation(JsonNode answer) {

    /** Stands for what a worker says of a value that it looked up: it repeats the value, which may be a secret. */
    static final String HIDDEN =
            "is wrong; what the worker says of it is hidden, as it may show what a reference ${…} stands for";

    /** Where to ask about a configuration. */
    static String path(Map<String, String> config) {
        return "/connector-plugins/" + RestApi.encode(config.getOrDefault("connector.class", "")) + "/config/validate";
    }

    /** The errors by configuration key; empty when there are none. */
    Map<String, List<String>> errors() {
        Map<String, List<String>> errors = new TreeMap<>();
        for (JsonNode setting : answer.path("configs")) {
            JsonNode value = setting.path("value");
            List<String> messages = new ArrayList<>();
            value.path("errors").forEach(message -> messages.add(message.asText()));
            if (!messages.isEmpty()) {
                errors.put(value.path("name").asText(), messages);
            }
        }
        return errors;
    }
}
