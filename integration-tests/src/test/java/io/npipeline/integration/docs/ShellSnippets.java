package io.npipeline.integration.docs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Commands that pages tell readers to type: those of the launcher script are understood by it, files that are named exist or are
 * made by the build, and what is posted is a connector.
 */
final class ShellSnippets {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LAUNCHER = "./npipeline";
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Z_]+=.*", Pattern.DOTALL);

    /**
     * Programs whose commands have no other rule than that files exist; scripts of the checkout are such too. SecurityIT runs
     * those of kafka-acls.sh.
     */
    private static final Set<String> PROGRAMS = Set.of(
            "mvn",
            "curl",
            "unzip",
            "cp",
            "cd",
            "git",
            "grep",
            "mkdir",
            "cat",
            "kafka-acls.sh",
            "docker",
            "java",
            "confluent",
            "export",
            "kafka-console-consumer.sh");

    private static final Pattern FILE =
            Pattern.compile("[\\w.-]+(/[\\w.*-]+)+|[\\w.-]+\\.(json|properties|csv|xml|yml|yaml|svg)");

    /** What readers have, or are about to make. */
    private static final Pattern OF_READERS =
            Pattern.compile("(my-|your-|target/|connector\\.json|admin\\.properties).*");

    private final LauncherUsage usage;
    private final List<ShownConnector> connectors = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    ShellSnippets(LauncherUsage usage) {
        this.usage = usage;
    }

    void add(Snippet snippet) {
        for (List<String> words : ShellWords.of(snippet.text())) {
            List<String> command = words.stream()
                    .dropWhile(word -> ASSIGNMENT.matcher(word).matches())
                    .toList();
            if (!command.isEmpty()) {
                add(snippet, command);
            }
        }
    }

    private void add(Snippet snippet, List<String> command) {
        String program = command.get(0);
        List<String> words = command.subList(1, command.size());
        if (program.equals(LAUNCHER)) {
            usage.problemOf(words).ifPresent(problem -> problems.add(snippet + ": " + problem));
        } else if (!PROGRAMS.contains(program) && !Files.isExecutable(ROOT.resolve(program))) {
            problems.add(snippet + ": there is no rule for the program " + program);
        }
        words.stream().filter(word -> word.startsWith("{")).forEach(body -> addBody(snippet, body));
        words.stream()
                .filter(word -> FILE.matcher(word).matches() && !exists(word))
                .forEach(word -> problems.add(snippet + ": there is no " + word));
    }

    private void addBody(Snippet snippet, String body) {
        try {
            JsonNode content = JSON.readTree(body);
            if (ShownConnector.isConnector(content)) {
                connectors.add(ShownConnector.of(snippet, content));
            }
        } catch (JsonProcessingException e) {
            problems.add(snippet + ": " + e.getOriginalMessage());
        }
    }

    /** What a build makes is below a folder target, whose module exists. */
    private static boolean exists(String word) {
        if (OF_READERS.matcher(word).matches()) {
            return true;
        }
        int target = word.indexOf("/target/");
        return Files.exists(ROOT.resolve(target < 0 ? word : word.substring(0, target)));
    }

    List<ShownConnector> connectors() {
        return connectors;
    }

    List<String> problems() {
        return problems;
    }
}
