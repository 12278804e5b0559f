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

class ValidateOptionsTest {

    @Test
    void filesAndTheFolderMayBeMixed(@TempDir Path folder) throws UsageException, IOException {
        Path first = Files.createFile(folder.resolve("a.json"));
        Path second = Files.createFile(folder.resolve("b.properties"));

        assertThat(ValidateOptions.parse(
                        List.of(first.toString(), "--plugin-path", folder.toString(), second.toString())))
                .isEqualTo(new ValidateOptions(Optional.of(folder), List.of(first, second)));
    }

    @Test
    void whatCannotBeDoneIsOneSentence() {
        assertRefused("validate needs a connector as a .json or .properties file.");
        assertRefused("There is no file none.json that can be read.", "none.json");
        assertRefused("--plugin-path needs a value behind it.", "--plugin-path");
        assertRefused(
                "validate does not know \"--strict\"; it takes --plugin-path DIR and connectors as .json or .properties"
                        + " files.",
                "--strict");
    }

    private static void assertRefused(String sentence, String... words) {
        assertThatThrownBy(() -> ValidateOptions.parse(List.of(words)))
                .isInstanceOf(UsageException.class)
                .hasMessage(sentence);
    }
}
