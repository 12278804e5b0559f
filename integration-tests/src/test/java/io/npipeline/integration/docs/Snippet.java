package io.npipeline.integration.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A fenced block of a page. Immutable.
 *
 * @param page the page, from the root of the project
 * @param line the line of its first fence
 * @param language what the fence names; empty where it names nothing
 * @param text what is between the fences
 */
public record Snippet(String page, int line, String language, String text) {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final String FENCE = "```";

    /** Those of the pages that have to be true: what stands at the root for readers, and all of {@code docs/}. */
    public static List<Snippet> all() {
        try (Stream<Path> pages = Files.walk(ROOT.resolve("docs"))) {
            List<Snippet> snippets = new ArrayList<>();
            Stream.concat(Stream.of("README.md", "CONTRIBUTING.md").map(ROOT::resolve), pages.sorted())
                    .filter(page -> page.toString().endsWith(".md"))
                    .map(page -> ROOT.relativize(page).toString())
                    .forEach(page -> snippets.addAll(of(page)));
            return snippets;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of a page in a language, of which there is one at least. */
    public static List<Snippet> of(String page, String language) {
        List<Snippet> snippets =
                of(page).stream().filter(snippet -> snippet.isIn(language)).toList();
        assertThat(snippets).as("blocks of %s in %s", language, page).isNotEmpty();
        return snippets;
    }

    /** The first in a language below a heading of a page. */
    public static Snippet below(String page, String heading, String language) {
        int above = lines(page).indexOf(heading);
        assertThat(above).as("\"%s\" in %s", heading, page).isNotNegative();
        return of(page, language).stream()
                .filter(snippet -> snippet.line > above)
                .findFirst()
                .orElseThrow();
    }

    /** Those of a page; its path begins at the root of the project. */
    public static List<Snippet> of(String page) {
        List<Snippet> snippets = new ArrayList<>();
        List<String> block = new ArrayList<>();
        String fence = "";
        int number = 0;
        int opened = 0;
        for (String line : lines(page)) {
            number++;
            boolean isFence = line.startsWith(FENCE);
            if (isFence && opened == 0) {
                opened = number;
                fence = line.substring(FENCE.length()).trim();
            } else if (isFence) {
                snippets.add(new Snippet(page, opened, fence, String.join("\n", block) + "\n"));
                block.clear();
                opened = 0;
            } else if (opened > 0) {
                block.add(line);
            }
        }
        if (opened > 0) {
            throw new IllegalStateException(page + ":" + opened + " is not closed");
        }
        return snippets;
    }

    private static List<String> lines(String page) {
        try {
            return Files.readAllLines(ROOT.resolve(page));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether its fence names the language. */
    public boolean isIn(String name) {
        return language.equals(name);
    }

    /** Its lines, those that a backslash continues as one. */
    public List<String> lines() {
        return text.replaceAll("\\\\\n\\s*", "").lines().toList();
    }

    /** Its documents, where it is YAML. */
    public List<JsonNode> documents() {
        try (MappingIterator<JsonNode> all =
                new YAMLMapper().readerFor(JsonNode.class).readValues(text)) {
            return all.readAll();
        } catch (IOException e) {
            throw new AssertionError(this + ": " + e.getMessage(), e);
        }
    }

    /** Where it is, for messages. */
    @Override
    public String toString() {
        return page + ":" + line + " (" + language + ")";
    }
}
