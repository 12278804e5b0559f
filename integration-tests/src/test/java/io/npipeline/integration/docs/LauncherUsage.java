package io.npipeline.integration.docs;

import io.npipeline.quickstart.Launcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The commands of the launcher script and their options, as it prints them itself. Immutable. */
final class LauncherUsage {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final Pattern COMMAND = Pattern.compile("^  (\\w+)\\b");
    private static final Pattern OPTION = Pattern.compile("--[a-z-]+");

    /** What stands for a value or says that something may be left out. */
    private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]{2,}|\\[.*|.*]|(my|your)-.*");

    /** Those whose options the launcher's own class reads; the others have programs of their own. */
    private static final Set<String> OF_LAUNCHER = Set.of("demo", "connect", "validate", "graph");

    private final Map<String, Set<String>> options;

    private LauncherUsage(Map<String, Set<String>> options) {
        this.options = options;
    }

    static LauncherUsage read() throws IOException {
        Process help = new ProcessBuilder(ROOT.resolve("npipeline").toString(), "help").start();
        String text = new String(help.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Set<String>> options = new HashMap<>();
        Set<String> ofCommand = new HashSet<>();
        for (String line : text.lines().toList()) {
            Matcher command = COMMAND.matcher(line);
            if (command.find()) {
                ofCommand = options.computeIfAbsent(command.group(1), name -> new HashSet<>());
            }
            OPTION.matcher(line).results().map(option -> option.group()).forEach(ofCommand::add);
        }
        return new LauncherUsage(options);
    }

    /** What is wrong with the words behind {@code ./npipeline}. */
    Optional<String> problemOf(List<String> words) {
        String command = words.isEmpty() ? "" : words.get(0);
        Set<String> known = options.get(command);
        if (known == null) {
            return Optional.of("there is no command \"" + command + "\"");
        }
        for (String word : words) {
            Matcher option = OPTION.matcher(word);
            if (option.find() && !known.contains(option.group())) {
                return Optional.of(command + " has no option " + option.group());
            }
        }
        boolean exact =
                words.stream().noneMatch(word -> PLACEHOLDER.matcher(word).matches());
        return exact && OF_LAUNCHER.contains(command)
                ? Launcher.problemOf(words.stream().map(LauncherUsage::fromRoot).toList())
                : Optional.empty();
    }

    private static String fromRoot(String word) {
        return Files.exists(ROOT.resolve(word)) ? ROOT.resolve(word).toString() : word;
    }
}
