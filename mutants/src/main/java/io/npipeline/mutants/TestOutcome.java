package io.npipeline.mutants;

import java.time.Duration;

/** Tells how a run of Maven ended. That it failed is not enough: only a test that failed says something about a mutant. */
final class TestOutcome {

    /** Instead of an exit code, for a run that was killed. */
    static final int KILLED = -1;

    private static final String COMPILER = "maven-compiler-plugin";

    private TestOutcome() {}

    static TestRun of(int exitCode, MavenOutput output, TestReports reports, Duration limit) {
        if (!reports.failures().isEmpty()) {
            return new TestRun.Failed(reports.failures());
        }
        if (exitCode == KILLED) {
            return output.running()
                    .<TestRun>map(test -> new TestRun.Hung(test, limit))
                    .orElseGet(() -> new TestRun.Broken("Maven did not end within " + limit.toSeconds() + " s"));
        }
        if (exitCode == 0) {
            return new TestRun.Passed(reports.tests());
        }
        if (output.failedPlugin().filter(COMPILER::equals).isPresent()) {
            return new TestRun.NotCompiled(output.compilerError().orElse("the compiler does not say why"));
        }
        return new TestRun.Broken(
                "Maven failed, and no test did: " + output.error().orElse("exit code " + exitCode));
    }
}
