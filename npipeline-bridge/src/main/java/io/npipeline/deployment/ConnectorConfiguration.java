package io.npipeline.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * A connector as a worker is told about it. May hold secrets; its {@code toString} shows no value. Immutable.
 *
 * @param name the connector's name
 * @param config its configuration, in the order of the keys
 */
public record ConnectorConfiguration(String name, Map<String, String> config) {

    private static final ObjectMapper JSON = new ObjectMapper();

    public ConnectorConfiguration {
        config = Collections.unmodifiableMap(new TreeMap<>(config));
    }

    /** The body to post to {@code /connectors} of a worker: <code>{"name": …, "config": {…}}</code>, on several lines. */
    public String toJson() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", name);
        body.put("config", config);
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts cannot be written as JSON", e);
        }
    }

    @Override
    public String toString() {
        return "ConnectorConfiguration[" + name + ", " + config.keySet() + "]";
    }
}
