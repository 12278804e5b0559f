package io.npipeline.quickstart.validation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.connect.runtime.rest.entities.CreateConnectorRequest;

/**
 * A connector's configuration as a file has it: the body of a {@code POST /connectors}, a flat JSON object as {@code PUT
 * /connectors/NAME/config} takes it, or properties. Immutable.
 *
 * @param file where it came from
 * @param config the settings with the connector's name among them; a value may be null
 * @param isNamed whether the file says the name; where a request's path is to say it the file's own stands for it
 */
public record ConnectorFile(Path file, Map<String, String> config, boolean isNamed) {

    /** The key of a connector's name. */
    static final String NAME = "name";

    /** What is to be said where a file has no name. */
    static final String NO_NAME =
            "the file has none, as PUT /connectors/NAME/config takes it; a POST and a standalone worker need one";

    private static final String CONFIG = "config";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectMapper LENIENT_JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
    private static final TypeReference<Map<String, String>> SETTINGS = new TypeReference<>() {};

    public ConnectorFile {
        config = Collections.unmodifiableMap(new HashMap<>(config));
    }

    /** Whether a word of a command line names such a file. */
    public static boolean isName(String word) {
        return word.endsWith(".json") || word.endsWith(".properties");
    }

    /**
     * Reads a file, whose name ends with {@code .json} or {@code .properties}.
     *
     * @throws ConnectorFileException when it is no connector's configuration; also when the body of a post has a property that a
     *     worker refuses there
     */
    public static ConnectorFile read(Path file) throws IOException, ConnectorFileException {
        return read(file, JSON);
    }

    /**
     * Reads a file as a standalone worker does that is started with it: other properties beside {@code name} and {@code config}
     * do not matter, such as those of an answer to {@code GET /connectors/NAME}.
     *
     * @throws ConnectorFileException when it is no connector's configuration or has no name
     */
    public static ConnectorFile readAsStandalone(Path file) throws IOException, ConnectorFileException {
        ConnectorFile connector = read(file, LENIENT_JSON);
        String name = connector.config().get(NAME);
        if (!connector.isNamed() || name == null || name.isEmpty()) {
            throw new ConnectorFileException(file + ": " + NAME + ": " + NO_NAME + ".");
        }
        return connector;
    }

    private static ConnectorFile read(Path file, ObjectMapper json) throws IOException, ConnectorFileException {
        return file.toString().endsWith(".properties")
                ? new ConnectorFile(file, properties(file), true)
                : json(file, json);
    }

    /**
     * The settings with their references filled in, as far as this machine can.
     *
     * @param environment the variables that <code>${env:NAME}</code> stands for
     */
    public FilledSettings filledIn(Map<String, String> environment) {
        return new References(environment).fill(config);
    }

    private static ConnectorFile json(Path file, ObjectMapper json) throws IOException, ConnectorFileException {
        try {
            JsonNode content = json.readTree(file.toFile());
            if (!content.isObject()) {
                throw new ConnectorFileException(file + " is not a JSON object.");
            }
            return content.path(CONFIG).isObject()
                    ? new ConnectorFile(
                            file, posted(file, json.treeToValue(content, CreateConnectorRequest.class)), true)
                    : flat(file, json.treeToValue(content, SETTINGS));
        } catch (JsonMappingException e) {
            String path = e.getPath().stream()
                    .map(JsonMappingException.Reference::getFieldName)
                    .collect(Collectors.joining("."));
            throw new ConnectorFileException(
                    file + " is not a connector's configuration: " + path + ": " + firstLine(e.getOriginalMessage()));
        } catch (JsonProcessingException e) {
            throw new ConnectorFileException(
                    file + " is not JSON: line " + e.getLocation().getLineNr() + ", column "
                            + e.getLocation().getColumnNr() + ": " + firstLine(e.getOriginalMessage()));
        }
    }

    private static ConnectorFile flat(Path file, Map<String, String> settings) {
        Map<String, String> config = new HashMap<>(settings);
        boolean isNamed = config.containsKey(NAME);
        if (!isNamed) {
            String name = String.valueOf(file.getFileName());
            config.put(NAME, name.substring(0, name.lastIndexOf('.')));
        }
        return new ConnectorFile(file, config, isNamed);
    }

    /** As the worker does when a connector is posted. */
    private static Map<String, String> posted(Path file, CreateConnectorRequest request) throws ConnectorFileException {
        Map<String, String> config = new HashMap<>(request.config());
        String name = request.name() == null ? "" : request.name().trim();
        String inner = config.putIfAbsent(NAME, name);
        if (inner != null && !inner.equals(name)) {
            throw new ConnectorFileException(
                    file + " has two names, \"" + name + "\" and in its config \"" + inner + "\".");
        }
        return config;
    }

    private static Map<String, String> properties(Path file) throws IOException, ConnectorFileException {
        Properties properties = new Properties();
        // Not as UTF-8, because a worker does not read it so either.
        try (InputStream content = Files.newInputStream(file)) {
            properties.load(content);
        } catch (IllegalArgumentException e) {
            throw new ConnectorFileException(file + " is not a file of properties: " + e.getMessage() + ".");
        }
        Map<String, String> config = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> config.put(key, properties.getProperty(key)));
        return config;
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
