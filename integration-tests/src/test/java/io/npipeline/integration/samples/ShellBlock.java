package io.npipeline.integration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Commands that a page shows. Immutable. */
record ShellBlock(String commands) {

    private static final Pattern BLOCK = Pattern.compile("```sh\n(.*?)```", Pattern.DOTALL);

    /** The first block below a heading; the page's path begins at the root of the project. */
    static ShellBlock below(String page, String heading) throws IOException {
        String text = Files.readString(Path.of(System.getProperty("project.root"), page));
        int start = text.indexOf("\n" + heading + "\n");
        assertThat(start).as("\"%s\" in %s", heading, page).isNotNegative();
        return allOf(text.substring(start)).get(0);
    }

    /** All blocks of a page. */
    static List<ShellBlock> ofPage(String page) throws IOException {
        return allOf(Files.readString(Path.of(System.getProperty("project.root"), page)));
    }

    private static List<ShellBlock> allOf(String text) {
        List<ShellBlock> blocks = BLOCK.matcher(text)
                .results()
                .map((MatchResult block) -> new ShellBlock(block.group(1)))
                .toList();
        assertThat(blocks).isNotEmpty();
        return blocks;
    }

    /** Each command, those of several lines as one. */
    List<String> lines() {
        return commands.replaceAll("\\\\\n\\s*", "").lines().toList();
    }
}
