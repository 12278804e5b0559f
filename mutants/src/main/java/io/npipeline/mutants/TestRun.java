package io.npipeline.mutants;

import java.time.Duration;
import java.util.List;

/** How a run of tests ended. */
sealed interface TestRun {

    /**
     * All went well.
     *
     * @param tests how many there were
     */
    record Passed(int tests) implements TestRun {}

    /**
     * Tests failed.
     *
     * @param failures at least one
     */
    record Failed(List<FailedTest> failures) implements TestRun {}

    /**
     * The run did not end in time and was killed.
     *
     * @param testClass with its package; the one that was running
     */
    record Hung(String testClass, Duration limit) implements TestRun {}

    /**
     * No test could run.
     *
     * @param error the compiler's first
     */
    record NotCompiled(String error) implements TestRun {}

    /** Something else went wrong, which says nothing about the tests. */
    record Broken(String reason) implements TestRun {}

    /**
     * A test that failed.
     *
     * @param testClass with its package
     * @param method empty where the class failed as a whole
     */
    record FailedTest(String testClass, String method) {}
}
