package io.npipeline.integration.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What stands around a piece of Java that is no class by itself: a class in {@code src/test/snippets}, whose first line names the
 * page and how the piece begins, and in which a line stands where the piece belongs. Immutable.
 *
 * @param page the page of the piece
 * @param beginning how it begins
 * @param text the class around it
 */
record JavaFragment(String page, String beginning, String text) {

    private static final Path FOLDER =
            Path.of(System.getProperty("project.root"), "integration-tests/src/test/snippets");
    private static final String HEAD = "// ";
    private static final String BETWEEN = ": ";
    private static final String PLACE = "// the snippet\n";

    static List<JavaFragment> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.sorted().map(JavaFragment::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JavaFragment read(Path file) {
        try {
            String text = Files.readString(file);
            String head = text.substring(HEAD.length(), text.indexOf('\n'));
            int colon = head.indexOf(BETWEEN);
            if (!text.startsWith(HEAD) || colon < 0 || !text.contains(PLACE)) {
                throw new IllegalStateException(file + " does not name a page and a snippet, or has no place for it");
            }
            return new JavaFragment(head.substring(0, colon), head.substring(colon + BETWEEN.length()), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    boolean isAround(Snippet snippet) {
        return snippet.page().equals(page) && snippet.text().startsWith(beginning);
    }

    /** The class with the piece in it. */
    String with(Snippet snippet) {
        return text.replace(PLACE, snippet.text());
    }
}
