package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;

import io.npipeline.mutants.TestRun.Broken;
import io.npipeline.mutants.TestRun.Failed;
import io.npipeline.mutants.TestRun.FailedTest;
import io.npipeline.mutants.TestRun.Hung;
import io.npipeline.mutants.TestRun.NotCompiled;
import io.npipeline.mutants.TestRun.Passed;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class TestOutcomeTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final TestReports NONE = new TestReports(0, List.of());
    private static final TestReports GREEN = new TestReports(3, List.of());
    private static final FailedTest FAILURE = new FailedTest("a.ATest", "fails");

    private static final String RUNNING = """
            [INFO] Running a.ATest
            [INFO] Tests run: 4, Failures: 0, Errors: 0, Skipped: 0, Time elapsed: 0.013 s -- in a.ATest
            [INFO] Running b.BTest
            """;

    @Test
    void endInGoodOrderIsASuccess() {
        assertThat(outcome(0, RUNNING, GREEN)).isEqualTo(new Passed(3));
    }

    @Test
    void failedTestIsOne() {
        String output =
                "[ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.5.4:test (default-test)";

        assertThat(outcome(1, output, new TestReports(3, List.of(FAILURE)))).isEqualTo(new Failed(List.of(FAILURE)));
    }

    @Test
    void sourcesThatDoNotCompileAreToldApart() {
        String output = """
                [ERROR] COMPILATION ERROR :
                [ERROR] /tmp/copy/bridge/src/main/java/a/Lane.java:[12,5] cannot find symbol
                [ERROR] Failed to execute goal org.apache.maven.plugins:maven-compiler-plugin:3.14.1:compile (default-compile)
                """;

        assertThat(outcome(1, output, NONE)).isEqualTo(new NotCompiled("Lane.java:[12,5] cannot find symbol"));
    }

    @Test
    void crashOfTheTestsJvmIsNoFailureOfATest() {
        String output = RUNNING + """
                [ERROR] Failed to execute goal org.apache.maven.plugins:maven-surefire-plugin:3.5.4:test (default-test) on \
                project x: The forked VM terminated without properly saying goodbye.
                """;

        assertThat(outcome(1, output, GREEN))
                .isInstanceOfSatisfying(Broken.class, broken -> assertThat(broken.description())
                        .contains("terminated without properly saying goodbye"));
    }

    @Test
    void missingDownloadIsNoFailureOfATest() {
        String output = "[ERROR] Plugin x:y:1 or one of its dependencies could not be resolved: offline";

        assertThat(outcome(1, output, NONE))
                .isEqualTo(new Broken("Maven failed, and no test did: "
                        + "Plugin x:y:1 or one of its dependencies could not be resolved: offline"));
    }

    @Test
    void runThatIsKilledHangsInTheTestThatDidNotEnd() {
        assertThat(outcome(TestOutcome.KILLED, RUNNING, GREEN)).isEqualTo(new Hung("b.BTest", LIMIT));
    }

    @Test
    void runThatIsKilledOutsideOfTestsSaysNothing() {
        assertThat(outcome(TestOutcome.KILLED, "[INFO] Compiling", NONE)).isInstanceOf(Broken.class);
    }

    @Test
    void failureBeforeTheKillCounts() {
        assertThat(outcome(TestOutcome.KILLED, RUNNING, new TestReports(1, List.of(FAILURE))))
                .isEqualTo(new Failed(List.of(FAILURE)));
    }

    private static TestRun outcome(int exitCode, String output, TestReports reports) {
        return TestOutcome.of(exitCode, new MavenOutput(output.lines().toList()), reports, LIMIT);
    }
}
