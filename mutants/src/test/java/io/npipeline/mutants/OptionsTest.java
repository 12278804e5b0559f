package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OptionsTest {

    private final Path folder;

    OptionsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void nothingMeansThePatchesOfTheProject() throws UsageException {
        assertThat(Options.parse(List.of()).patches()).isEmpty();
    }

    @Test
    void patchesAreTakenFromWhereTheCallerStands() throws UsageException, IOException {
        Path one = Files.createFile(folder.resolve("one.patch"));
        Path two = Files.createFile(folder.resolve("two.patch"));
        Path relative = Path.of("").toAbsolutePath().relativize(two);

        assertThat(Options.parse(List.of("--patch", one.toString(), "--patch", relative.toString()))
                        .patches())
                .containsExactly(one, two);
    }

    @Test
    void whatCannotBeDoneIsOneSentence() {
        assertRefused("There is no file nowhere.patch that can be read.", "--patch", "nowhere.patch");
        assertRefused("There is no file " + folder + " that can be read.", "--patch", folder.toString());
        assertRefused("--patch needs a file behind it.", "--patch");
        assertRefused("mutants does not know \"x.patch\"; it takes --patch FILE.", "x.patch");
    }

    private static void assertRefused(String sentence, String... words) {
        assertThatThrownBy(() -> Options.parse(List.of(words)))
                .isInstanceOf(UsageException.class)
                .hasMessage(sentence);
    }
}
