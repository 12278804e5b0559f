package io.npipeline.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.integration.environment.LauncherProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demo as the launcher script runs it, on what this build made. */
class DemoIT {

    private static final long LIMIT_MINUTES = 4;
    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    /** A checkout whose parts are those of this build, the samples included, which were built elsewhere. */
    private static Path checkout;

    @BeforeAll
    static void linkCheckout() throws IOException {
        Path work = Files.createDirectories(Path.of(System.getProperty("work.folder")));
        Path folder = Files.createTempDirectory(work, "demo-checkout");
        checkout = folder;
        Path quickstart = Files.createDirectory(folder.resolve("quickstart"));
        Files.createSymbolicLink(folder.resolve("distribution"), ROOT.resolve("distribution"));
        Files.createSymbolicLink(folder.resolve("config"), ROOT.resolve("config"));
        Files.createSymbolicLink(quickstart.resolve("data"), ROOT.resolve("quickstart/data"));
        for (String sample : List.of("bird-strikes", "orders")) {
            Files.createSymbolicLink(
                    Files.createDirectories(quickstart.resolve(sample).resolve("target"))
                            .resolve("plugin"),
                    Path.of(System.getProperty("user.project.directory"), sample, "target/plugin"));
        }
    }

    @Test
    void tenThousandReportsArriveOnce() throws Exception {
        assertThat(lastLine("demo", "--exit"))
                .isEqualTo("DEMO OK rows=10000 stored=9985 deadLettered=15 lost=0 duplicated=0");
    }

    @Test
    void anyFileOfTheSameColumnsIsReportedWithItsNumbers(@TempDir Path folder) throws Exception {
        List<String> published = Files.readAllLines(ROOT.resolve("quickstart/data/birdstrikes.csv"));
        String row = "\"FIELD, \"\"EAST\"\"\",B-737,Minor,1999-01-02,BUSINESS,Texas,Climb,Small,Sparrow,Day,0,0,0,";
        List<String> rows = new ArrayList<>(published.subList(0, 101));
        rows.add(row);
        rows.add(row);
        rows.add(row.replace("Minor", "minor"));
        rows.add(row.replace("Minor", "Q7"));
        rows.add(row.replace(",Sparrow", ""));
        Path data = folder.resolve("own.csv");
        Files.writeString(data, String.join("\r\n", rows));

        assertThat(lastLine("demo", "--exit", "--data", data.toString()))
                .isEqualTo("DEMO OK rows=105 stored=102 deadLettered=3 lost=0 duplicated=0");
    }

    private static String lastLine(String... arguments) {
        LauncherProcess demo = LauncherProcess.run(checkout, Map.of(), LIMIT_MINUTES, List.of(arguments));
        assertThat(demo.exitCode()).as(demo.toString()).isZero();
        return demo.lines().get(demo.lines().size() - 1);
    }
}
