package io.npipeline.integration.samples;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.integration.docs.Snippet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The sample projects are all built by this build, fit together, and begin with a page of three commands at most. */
class SamplesTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));
    private static final int MOST_COMMANDS = 3;
    private static final Pattern BUILT = Pattern.compile("<pomInclude>(.*?)/pom\\.xml</pomInclude>");
    private static final Pattern LINK = Pattern.compile("]\\(([^)#]+)(#[^)]*)?\\)");
    private static final Pattern VERSION = Pattern.compile("<((?:npipeline|kafka)\\.version)>(.*?)</\\1>");

    static List<String> samples() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("quickstart"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everySampleIsBuiltBeforeTheIntegrationTests() throws IOException {
        assertThat(find(BUILT, ROOT.resolve("integration-tests/pom.xml"))).isEqualTo(new TreeSet<>(samples()));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void itsPageBeginsWithThreeCommandsAtMost(String sample) {
        List<String> commands =
                Snippet.of("quickstart/" + sample + "/README.md", "sh").get(0).lines();

        assertThat(commands).hasSizeLessThanOrEqualTo(MOST_COMMANDS);
        assertThat(commands.get(0)).startsWith("mvn package");
        for (String word : commands.get(commands.size() - 1).split(" ", -1)) {
            if (word.endsWith(".json") && !word.contains("*")) {
                assertThat(ROOT.resolve("quickstart").resolve(sample).resolve(word))
                        .isRegularFile();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void itsPagesLinksLeadSomewhere(String sample) throws IOException {
        Path folder = ROOT.resolve("quickstart").resolve(sample);
        for (String link : find(LINK, folder.resolve("README.md"))) {
            assertThat(folder.resolve(link).normalize()).exists();
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void itIsBuiltAgainstTheVersionsOfThisBuild(String sample) throws IOException {
        Path pom = ROOT.resolve("quickstart").resolve(sample).resolve("pom.xml");
        String parent = Files.readString(ROOT.resolve("pom.xml"));

        List<MatchResult> versions =
                VERSION.matcher(Files.readString(pom)).results().toList();
        assertThat(versions).hasSize(2);
        for (MatchResult version : versions) {
            String ours = version.group(1).equals("npipeline.version")
                    ? "<version>" + version.group(2) + "</version>"
                    : version.group();
            assertThat(parent).contains(ours);
        }
    }

    /** Whoever copies the project gets the same connectors as whoever looks into config/. */
    @ParameterizedTest
    @MethodSource("samples")
    void itsConnectorsAreThoseInConfig(String sample) throws IOException {
        Path connectors = ROOT.resolve("quickstart").resolve(sample).resolve("connectors");
        if (!Files.exists(connectors)) {
            return; // the demo's are in config/ only
        }
        try (Stream<Path> files = Files.list(connectors)) {
            for (Path file : files.toList()) {
                Path shown = ROOT.resolve("config").resolve(file.getFileName());
                if (Files.exists(shown)) {
                    assertThat(file).hasSameTextualContentAs(shown);
                }
            }
        }
    }

    private static Set<String> find(Pattern pattern, Path file) throws IOException {
        return pattern.matcher(Files.readString(file))
                .results()
                .map(result -> result.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
