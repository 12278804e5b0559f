package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class StageTest {

    private static final TestClass ENGINE = new TestClass(Stage.BRIDGE, "e.EngineTest");
    private static final TestClass SINK = new TestClass(Stage.SINK, "k.SinkTest");
    private static final TestClass SOURCE = new TestClass(Stage.SOURCE, "c.SourceTest");
    private static final TestClass DOCS = new TestClass(Stage.INTEGRATION_TESTS, "i.DocsTest");
    private static final TestClass KILL = new TestClass(Stage.INTEGRATION_TESTS, "i.KillIT");
    private static final TestCatalog CATALOG = new TestCatalog(List.of(ENGINE, SINK, SOURCE, DOCS, KILL));

    private static final Mutant MUTANT =
            new Mutant("m", Path.of("/m.patch"), List.of(), List.of("SinkTest", "KillIT", "NoSuchTest"));

    @Test
    void namedTestsComeFirst() {
        assertThat(List.of(Stage.values())).startsWith(Stage.NAMED);
        assertThat(tests(Stage.NAMED, "npipeline-bridge/src/main/java/A.java")).containsExactly(SINK, KILL);
    }

    @Test
    void connectorMattersToItsOwnUnitTestsOnly() {
        assertThat(tests(Stage.UNITS, "connector-sink/src/main/java/A.java")).containsExactly(SINK);
        assertThat(tests(Stage.UNITS, "connector-source/src/main/java/A.java")).containsExactly(SOURCE);
    }

    @Test
    void bridgeMattersToAllUnitTests() {
        assertThat(tests(Stage.UNITS, "npipeline-bridge/src/main/java/A.java")).containsExactly(ENGINE, SINK, SOURCE);
    }

    @Test
    void lastAreThoseThatSpanModules() {
        assertThat(tests(Stage.WORKERS, "connector-sink/src/main/java/A.java")).containsExactly(DOCS, KILL);
    }

    @Test
    void onlyTheCodeOfTheModulesIsJudged() {
        assertThat(List.of("npipeline-bridge/src/main/java/A.java", "connector-sink/src/main/resources/a"))
                .allMatch(Stage::judges);
        assertThat(List.of(
                        "npipeline-bridge/src/test/java/ATest.java",
                        "connector-source/pom.xml",
                        "quickstart/src/main/java/A.java",
                        "src/main/java/A.java"))
                .noneMatch(Stage::judges);
    }

    private static List<TestClass> tests(Stage stage, String... changedFiles) {
        return stage.tests(MUTANT, Stream.of(changedFiles).toList(), CATALOG);
    }
}
