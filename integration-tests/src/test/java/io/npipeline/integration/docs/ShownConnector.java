package io.npipeline.integration.docs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connector's settings as a page shows them, whole or in part. Immutable.
 *
 * @param snippet where they are
 * @param whole whether they make a connector by themselves
 */
record ShownConnector(Snippet snippet, Map<String, String> settings, boolean whole) {

    static final String CLASS = "connector.class";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Converters that come neither with Kafka nor with us. */
    private static final String FOREIGN = "io\\.(confluent|apicurio)\\..*";

    private static final String JSON_CONVERTER = "org.apache.kafka.connect.json.JsonConverter";

    static ShownConnector of(Snippet snippet, Map<String, String> settings) {
        Map<String, String> known = new TreeMap<>(settings);
        known.replaceAll((key, value) -> key.endsWith("converter") && value.matches(FOREIGN) ? JSON_CONVERTER : value);
        return new ShownConnector(snippet, known, settings.containsKey(CLASS));
    }

    /** Whether JSON is a connector, or settings of one, and not something else. */
    static boolean isConnector(JsonNode content) {
        return content.path("config").isObject()
                || content.has(CLASS)
                || content.properties().stream()
                        .anyMatch(entry ->
                                entry.getKey().contains(".") && entry.getValue().isValueNode());
    }

    /** The connector in the body of a request, or the settings themselves. */
    static ShownConnector of(Snippet snippet, JsonNode content) {
        Map<String, String> settings = new TreeMap<>();
        JsonNode config = content.path("config").isObject() ? content.path("config") : content;
        config.properties()
                .forEach(entry -> settings.put(entry.getKey(), entry.getValue().asText()));
        if (content.path("config").isObject()) {
            settings.put("name", content.path("name").asText());
        }
        return of(snippet, settings);
    }

    /** Whether it is one of ours, or settings for one. */
    boolean isOurs() {
        return !whole || settings.getOrDefault(CLASS, "").startsWith("io.npipeline.");
    }

    /** As a file, with what is not shown taken from a connector that is valid. */
    String over(Map<String, String> valid) {
        ObjectNode config = JSON.createObjectNode();
        (whole ? Map.<String, String>of() : valid).forEach(config::put);
        settings.forEach(config::put);
        if (!config.has("name")) {
            config.put("name", "shown");
        }
        return config.toString();
    }
}
