package io.npipeline.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StrikesFileTest {

    private static final String HEADER = String.join(",", StrikesFile.COLUMNS);

    private final Path folder;

    StrikesFileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void rowsAreNamedByTheLineTheyStartOn() throws IOException {
        StrikesFile file = StrikesFile.read(write(HEADER + "\r\n\"DALLAS,\r\nTX\",x\r\n\r\nsame,y\r\nsame,y"));

        assertThat(file.rows())
                .containsExactly(
                        Map.entry("my.csv:2", List.of("DALLAS,\r\nTX", "x")),
                        Map.entry("my.csv:5", List.of("same", "y")),
                        Map.entry("my.csv:6", List.of("same", "y")));
    }

    @Test
    void anotherHeaderIsRefused() throws IOException {
        Path file = write("a,b\n1,2\n");

        assertThatIOException()
                .isThrownBy(() -> StrikesFile.read(file))
                .withMessageStartingWith(file + " is not a file of strike reports: its first line must name");
    }

    @Test
    void theSampleHasTenThousandRowsAndFifteenBadCodes() throws IOException {
        StrikesFile file = StrikesFile.read(Path.of("data", "birdstrikes.csv"));

        assertThat(file.rows()).hasSize(10_000);
        assertThat(file.rows().values().stream().flatMap(row -> StrikeRules.objection(row).stream()))
                .hasSize(15)
                .allMatch(objection -> objection.startsWith("Effect Amount of damage is"));
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("my.csv"), content);
    }
}
