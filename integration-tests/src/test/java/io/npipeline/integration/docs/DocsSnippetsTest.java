package io.npipeline.integration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/**
 * Every block of code in the README and in {@code docs/} is what it says: Java compiles, connectors are valid to
 * {@code ./npipeline validate}, commands are understood, files exist, the rest can be parsed. A block of no kind that is known
 * here is a mistake.
 */
class DocsSnippetsTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** Output and drawings, and flowcharts, which LauncherCommandsIT compares with what makes them. */
    private static final Set<String> SHOWN = Set.of("text", "mermaid");

    private static final Set<String> CHECKED = Set.of("java", "json", "properties", "yaml", "xml", "sh");

    private static final List<Snippet> SNIPPETS = Snippet.all();

    private static Path folder;
    private static List<String> compilation;

    @BeforeAll
    static void compile(@TempDir Path temporary) throws IOException {
        folder = temporary;
        Path classes = Files.createDirectory(folder.resolve("classes"));
        compilation = new JavaSnippets().compile(in("java"), classes);
    }

    @Test
    void everyBlockIsOfAKindThatIsChecked() {
        assertThat(SNIPPETS)
                .isNotEmpty()
                .allMatch(snippet -> CHECKED.contains(snippet.language()) || SHOWN.contains(snippet.language()));
    }

    @Test
    void javaCompiles() {
        assertThat(compilation).isEmpty();
    }

    @Test
    void connectorsAndCommandsAreUnderstood() throws Exception {
        List<String> problems = new ArrayList<>();
        List<ShownConnector> connectors = new ArrayList<>();
        ShellSnippets shell = new ShellSnippets(LauncherUsage.read());
        in("sh").forEach(shell::add);
        problems.addAll(shell.problems());
        connectors.addAll(shell.connectors());
        for (Snippet snippet : in("json")) {
            JsonNode content = json(snippet);
            if (ShownConnector.isConnector(content)) {
                connectors.add(ShownConnector.of(snippet, content));
            }
        }
        for (Snippet snippet : in("properties")) {
            Map<String, String> settings = properties(snippet);
            if (settings.containsKey(ShownConnector.CLASS)) {
                connectors.add(ShownConnector.of(snippet, settings));
            } else {
                WorkerKeys.problems(settings).forEach(problem -> problems.add(snippet + ": " + problem));
            }
        }
        for (Snippet snippet : in("yaml")) {
            snippet.documents().forEach(document -> kubernetesConnector(snippet, document, connectors));
        }
        assertThat(connectors).as("connectors of the pages").isNotEmpty();

        Path pluginPath = PagePlugins.assemble(folder.resolve("plugins"), folder.resolve("classes"));
        problems.addAll(new ConnectorSnippets(folder).validate(connectors, pluginPath));

        assertThat(problems).isEmpty();
    }

    @Test
    void xmlIsWellFormed() throws Exception {
        for (Snippet snippet : in("xml")) {
            DocumentBuilderFactory.newDefaultInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader("<page>" + snippet.text() + "</page>")));
        }
    }

    private static List<Snippet> in(String language) {
        return SNIPPETS.stream().filter(snippet -> snippet.isIn(language)).toList();
    }

    /** An object, or what stands in one. */
    private static JsonNode json(Snippet snippet) {
        String text = snippet.text();
        try {
            return JSON.readTree(text.startsWith("\"") ? "{" + text + "}" : text);
        } catch (IOException e) {
            throw new AssertionError(snippet + ": " + e.getMessage(), e);
        }
    }

    private static Map<String, String> properties(Snippet snippet) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(snippet.text()));
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(key -> settings.put(key, properties.getProperty(key)));
        return settings;
    }

    /** The connector that Strimzi's operator would make of a resource. */
    private static void kubernetesConnector(Snippet snippet, JsonNode resource, List<ShownConnector> connectors) {
        JsonNode spec = resource.path("spec");
        if (resource.path("kind").asText().equals("KafkaConnector")) {
            Map<String, String> settings = new TreeMap<>();
            spec.path("config")
                    .properties()
                    .forEach(entry ->
                            settings.put(entry.getKey(), entry.getValue().asText()));
            settings.put(ShownConnector.CLASS, spec.path("class").asText());
            settings.put("tasks.max", spec.path("tasksMax").asText("1"));
            settings.put("name", resource.path("metadata").path("name").asText());
            connectors.add(ShownConnector.of(snippet, settings));
        }
    }
}
