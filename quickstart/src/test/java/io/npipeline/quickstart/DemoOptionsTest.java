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

class DemoOptionsTest {

    private final Path folder;

    DemoOptionsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void nothingMeansTheSampleAndStayingUp() throws UsageException {
        assertThat(DemoOptions.parse(List.of())).isEqualTo(new DemoOptions(Optional.empty(), false));
    }

    @Test
    void bothOptionsInAnyOrder() throws UsageException, IOException {
        Path file = Files.createFile(folder.resolve("my.csv"));

        assertThat(DemoOptions.parse(List.of("--data", file.toString(), "--exit")))
                .isEqualTo(new DemoOptions(Optional.of(file), true));
    }

    @Test
    void whatCannotBeDoneIsOneSentence() {
        assertRefused("There is no file nowhere.csv that can be read.", "--data", "nowhere.csv");
        assertRefused("There is no file " + folder + " that can be read.", "--data", folder.toString());
        assertRefused("--data needs a value behind it.", "--data");
        assertRefused("--data needs a value behind it.", "--data", "--exit");
        assertRefused("demo does not know \"--fast\"; it takes --exit and --data FILE.", "--fast");
    }

    private static void assertRefused(String sentence, String... words) {
        assertThatThrownBy(() -> DemoOptions.parse(List.of(words)))
                .isInstanceOf(UsageException.class)
                .hasMessage(sentence);
    }
}
