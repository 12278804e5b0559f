package io.npipeline.mutants;

import java.time.Duration;
import java.util.Collection;
import java.util.List;

/** How a run of tests ended. */
sealed interface TestRun {

    /** What happened, for the user. */
    String description();

    /**
     * All went well.
     *
     * @param tests how many there were
     */
    record Passed(int tests) implements TestRun {
        @Override
        public String description() {
            return "all tests pass";
        }
    }

    /** A test said no. */
    sealed interface Refused extends TestRun {
        /** The class, with its package. */
        String testClass();

        /** The class, of those that were to run. */
        default TestClass among(Collection<TestClass> tests) throws UndecidedException {
            return tests.stream()
                    .filter(test -> test.name().equals(testClass()))
                    .findFirst()
                    .orElseThrow(() -> new UndecidedException("a test failed that was not to run: " + description()));
        }
    }

    /**
     * Tests failed.
     *
     * @param failures at least one
     */
    record Failed(List<FailedTest> failures) implements Refused {
        @Override
        public String testClass() {
            return failures.get(0).testClass();
        }

        @Override
        public String description() {
            return failures.get(0).shortName();
        }
    }

    /**
     * The run did not end in time and was killed.
     *
     * @param testClass the one that was running
     */
    record Hung(String testClass, Duration limit) implements Refused {
        @Override
        public String description() {
            return TestClass.simple(testClass) + ", which did not end within " + limit.toSeconds() + " s";
        }
    }

    /**
     * No test could run.
     *
     * @param error the compiler's first
     */
    record NotCompiled(String error) implements TestRun {
        @Override
        public String description() {
            return "does not compile: " + error;
        }
    }

    /** Something else went wrong, which says nothing about the tests. */
    record Broken(String description) implements TestRun {}

    /**
     * A test that failed.
     *
     * @param testClass with its package
     * @param method empty where the class failed as a whole
     */
    record FailedTest(String testClass, String method) {

        /** Class and method, without what tells the runs of a parameterized test apart. */
        String shortName() {
            String plain = method.replaceFirst("[({\\[].*", "");
            return TestClass.simple(testClass) + (plain.isEmpty() ? "" : "." + plain);
        }
    }
}
