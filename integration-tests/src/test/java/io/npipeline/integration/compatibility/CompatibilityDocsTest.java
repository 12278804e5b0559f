package io.npipeline.integration.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/compatibility.md says what {@link CompatibilityIT} asserts. {@code -Ddocs.update} writes its table anew. */
class CompatibilityDocsTest {

    private static final Path PAGE = Path.of(System.getProperty("project.root"), "docs/compatibility.md");
    private static final String BEGIN = "<!-- table -->\n";
    private static final String END = "<!-- end of the table -->\n";

    @Test
    void theTableIsThatOfTheTests() throws IOException {
        String page = Files.readString(PAGE);
        int begin = page.indexOf(BEGIN) + BEGIN.length();
        int end = page.indexOf(END);
        assertThat(end).as("a table between two comments").isGreaterThanOrEqualTo(begin);
        if (System.getProperty("docs.update") != null) {
            Files.writeString(PAGE, page.substring(0, begin) + table() + page.substring(end));
        } else {
            assertThat(page.substring(begin, end)).isEqualTo(table());
        }
    }

    private static String table() {
        Stream<String> head = Stream.of(
                row("", List.of(WorkerVersion.values())) + " what becomes of it where it lacks |",
                "|---" + "|---".repeat(WorkerVersion.values().length) + "|---|",
                row("egress, ingress, relay, dead letters, offset maps, offsets over REST, validation", yes()) + " |");
        Stream<String> parts = Arrays.stream(WorkerPart.values())
                .map(part -> row(part.title(), cells(part)) + " " + part.without() + said(part) + " |");
        return Stream.concat(head, parts).collect(Collectors.joining("\n", "", "\n"));
    }

    private static String said(WorkerPart part) {
        return part.logLine().map(line -> "; the log has “" + line + "…”").orElse("");
    }

    private static List<String> yes() {
        return Collections.nCopies(WorkerVersion.values().length, "yes");
    }

    private static List<String> cells(WorkerPart part) {
        return Arrays.stream(WorkerVersion.values())
                .map(version -> part.isIn(version) ? "yes" : "no")
                .toList();
    }

    private static String row(String title, List<?> cells) {
        return cells.stream().map(String::valueOf).collect(Collectors.joining(" | ", "| " + title + " | ", " |"));
    }
}
