package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutantTest {

    private static final String DIFF = """
            diff --git a/A.java b/A.java
            --- a/A.java
            +++ b/A.java
            @@ -1 +1 @@
            -Tests: OfTheFileTest
            +Guarantee: 9
            """;

    private final Path folder;

    MutantTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void headerNamesGuaranteesAndTests() throws IOException {
        Path patch =
                write("07-name.patch", "What it does.\n\nGuarantee: 10 exactly once\nTests: ATest, BIT\n\n" + DIFF);

        assertThat(Mutant.read(patch))
                .isEqualTo(new Mutant("07-name", patch, List.of("10 exactly once"), List.of("ATest", "BIT")));
    }

    @Test
    void patchWithoutHeaderNamesNothing() throws IOException {
        Path patch = write("mine.diff", DIFF);

        assertThat(Mutant.read(patch)).isEqualTo(new Mutant("mine.diff", patch, List.of(), List.of()));
    }

    @Test
    void bytesThatAreNoTextDoNotMatter() throws IOException {
        Path patch = folder.resolve("latin.patch");
        Files.write(patch, new byte[] {'T', 'e', 's', 't', 's', ':', 'A', '\n', (byte) 0xe9, '\n'});

        assertThat(Mutant.read(patch).tests()).containsExactly("A");
    }

    @Test
    void folderIsReadByName() throws IOException {
        write("02-b.patch", DIFF);
        write("01-a.patch", DIFF);
        write("README.md", "Tests: No");

        assertThat(Mutant.readAll(folder)).extracting(Mutant::name).containsExactly("01-a", "02-b");
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }
}
