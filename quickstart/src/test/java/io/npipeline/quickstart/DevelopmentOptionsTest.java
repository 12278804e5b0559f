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

class DevelopmentOptionsTest {

    private final Path folder;

    DevelopmentOptionsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void optionsAndConnectorsMayBeMixed() throws UsageException, IOException {
        Path first = Files.createFile(folder.resolve("a.json"));
        Path second = Files.createFile(folder.resolve("b.properties"));

        assertThat(DevelopmentOptions.parse(List.of(
                        first.toString(),
                        "--bootstrap-servers",
                        "localhost:9092",
                        second.toString(),
                        "--at-least-once",
                        "--plugin-path",
                        folder.toString(),
                        "--print",
                        "one",
                        "--print",
                        "two")))
                .isEqualTo(new DevelopmentOptions(
                        Optional.of("localhost:9092"),
                        Optional.of(folder),
                        true,
                        List.of("one", "two"),
                        List.of(first, second)));
    }

    @Test
    void whatCannotBeDoneIsOneSentence() {
        assertRefused("--plugin-path nowhere: there is no such folder.", "--plugin-path", "nowhere");
        assertRefused("There is no file none.json that can be read.", "none.json");
        assertRefused("--print needs a value behind it.", "--print");
        assertRefused(
                "connect does not know \"--fast\"; it takes --bootstrap-servers HOST:PORT, --plugin-path DIR, --at-least-once,"
                        + " --print TOPIC and connectors as .json or .properties files.",
                "--fast");
    }

    private static void assertRefused(String sentence, String... words) {
        assertThatThrownBy(() -> DevelopmentOptions.parse(List.of(words)))
                .isInstanceOf(UsageException.class)
                .hasMessage(sentence);
    }
}
