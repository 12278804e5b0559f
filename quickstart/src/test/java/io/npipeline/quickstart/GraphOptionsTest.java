package io.npipeline.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphOptionsTest {

    private final Path folder;

    GraphOptionsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aConnectorOrAClassIsDrawn() throws UsageException, IOException {
        Path connector = Files.createFile(folder.resolve("a.json"));
        Path svg = folder.resolve("a.svg");

        GraphOptions file = GraphOptions.parse(List.of("--svg", svg.toString(), connector.toString()));
        GraphOptions type = GraphOptions.parse(List.of("com.example.Orders$Relay", "--plugin-path", folder.toString()));

        assertThat(file.connector()).contains(connector);
        assertThat(file.svg()).contains(svg);
        assertThat(type.connector()).isEmpty();
        assertThat(type).isEqualTo(new GraphOptions(Optional.of(folder), "com.example.Orders$Relay", Optional.empty()));
    }

    @Test
    void whatCannotBeDoneIsOneSentence() {
        assertRefused("graph needs a connector as a .json or .properties file, or the name of a pipeline's class.");
        assertRefused("There is no file none.json that can be read.", "none.json");
        assertRefused("graph draws one pipeline, and \"A\" and \"B\" are two.", "A", "B");
        assertRefused(
                "There can be no file nowhere/a.svg: its folder does not exist, or it is one.",
                "A",
                "--svg",
                "nowhere/a.svg");
        assertRefused(
                "graph does not know \"--png\"; it takes --plugin-path DIR, --svg FILE and a connector as a .json or"
                        + " .properties file, or the name of a pipeline's class.",
                "--png");
    }

    private static void assertRefused(String sentence, String... words) {
        assertThatThrownBy(() -> GraphOptions.parse(List.of(words)))
                .isInstanceOf(UsageException.class)
                .hasMessage(sentence);
    }
}
