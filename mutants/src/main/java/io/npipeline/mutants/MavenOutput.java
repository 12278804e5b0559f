package io.npipeline.mutants;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Maven printed. Immutable.
 *
 * @param lines all of it
 */
record MavenOutput(List<String> lines) {

    private static final Pattern FAILED_GOAL = Pattern.compile("Failed to execute goal \\S+?:([a-z-]+-plugin):.*");
    private static final Pattern COMPILER_ERROR = Pattern.compile("\\[ERROR] \\S+/(\\S+\\.java:\\[.*)");
    private static final Pattern ERROR = Pattern.compile("\\[ERROR] +(?:\\[ERROR] +)?(\\S.*)");
    private static final Pattern BEGIN = Pattern.compile("\\[INFO] Running (\\S+)");
    private static final Pattern END = Pattern.compile("Tests run: .* in (\\S+)$");

    /** Test output may be in any encoding. */
    static MavenOutput read(Path log) throws IOException {
        return new MavenOutput(new String(Files.readAllBytes(log), StandardCharsets.ISO_8859_1)
                .lines()
                .toList());
    }

    /** The plugin that ended the build; empty when none did. */
    Optional<String> failedPlugin() {
        return first(FAILED_GOAL);
    }

    Optional<String> compilerError() {
        return first(COMPILER_ERROR);
    }

    /** What Maven itself says is wrong. */
    Optional<String> error() {
        return first(ERROR);
    }

    /** The test class that began and did not end. */
    Optional<String> running() {
        List<String> running = new ArrayList<>();
        for (String line : lines) {
            find(BEGIN, line).ifPresent(running::add);
            find(END, line).ifPresent(running::remove);
        }
        return running.stream().findFirst();
    }

    private Optional<String> first(Pattern pattern) {
        return lines.stream().flatMap(line -> find(pattern, line).stream()).findFirst();
    }

    private static Optional<String> find(Pattern pattern, String line) {
        Matcher matcher = pattern.matcher(line);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
}
