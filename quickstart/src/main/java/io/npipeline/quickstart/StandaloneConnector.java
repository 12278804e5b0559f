package io.npipeline.quickstart;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/**
 * A connector's file as a standalone worker can run it. Such a worker gives its tasks no transactions, so a connector that
 * is to be exactly once would fail in the worker's log; here it is refused where the user looks, or run at least once where
 * the user says so.
 */
record StandaloneConnector(Path file) {

    private static final String SEMANTIC = "npipeline.delivery.semantic";
    private static final List<String> EXACTLY_ONCE = List.of(SEMANTIC, "exactly.once.support", "transaction.boundary");
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * The file, or a copy in the folder without the settings of exactly-once.
     *
     * @throws UsageException when the connector is to be exactly once and may not be less
     */
    Path prepare(boolean atLeastOnce, Path folder) throws IOException, UsageException {
        return file.toString().endsWith(".json")
                ? prepareJson(atLeastOnce, folder)
                : prepareProperties(atLeastOnce, folder);
    }

    /** What the file says, by key. */
    Map<String, String> settings() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        if (file.toString().endsWith(".json")) {
            JsonNode content = JSON.readTree(file.toFile());
            config(content)
                    .properties()
                    .forEach(entry ->
                            settings.put(entry.getKey(), entry.getValue().asText()));
        } else {
            Properties properties = read();
            properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        }
        return settings;
    }

    /** Of either a body as it is posted, or its configuration alone. */
    private static JsonNode config(JsonNode content) {
        return content.path("config").isObject() ? content.path("config") : content;
    }

    private Properties read() throws IOException {
        Properties settings = new Properties();
        try (InputStream content = Files.newInputStream(file)) {
            settings.load(content);
        }
        return settings;
    }

    private Path prepareJson(boolean atLeastOnce, Path folder) throws IOException, UsageException {
        JsonNode content = JSON.readTree(file.toFile());
        JsonNode config = config(content);
        if (!(config instanceof ObjectNode settings)
                || !isExactlyOnce(config.path(SEMANTIC).asText())) {
            return file;
        }
        require(atLeastOnce);
        settings.remove(EXACTLY_ONCE);
        Path copy = Files.createTempFile(folder, "connector-", ".json");
        JSON.writeValue(copy.toFile(), content);
        return copy;
    }

    private Path prepareProperties(boolean atLeastOnce, Path folder) throws IOException, UsageException {
        Properties settings = read();
        if (!isExactlyOnce(settings.getProperty(SEMANTIC, ""))) {
            return file;
        }
        require(atLeastOnce);
        EXACTLY_ONCE.forEach(settings::remove);
        Path copy = Files.createTempFile(folder, "connector-", ".properties");
        try (OutputStream content = Files.newOutputStream(copy)) {
            settings.store(content, null);
        }
        return copy;
    }

    private static boolean isExactlyOnce(String semantic) {
        return semantic.trim().equalsIgnoreCase("exactly_once");
    }

    private void require(boolean atLeastOnce) throws UsageException {
        if (!atLeastOnce) {
            throw new UsageException(
                    file.getFileName() + " asks for exactly_once, which takes a distributed worker: add"
                            + " --at-least-once to run it here without, or post it to one.");
        }
    }
}
