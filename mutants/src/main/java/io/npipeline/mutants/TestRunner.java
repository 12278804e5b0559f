package io.npipeline.mutants;

import java.io.IOException;
import java.util.Collection;

/** Compiles the sources as they are and runs tests on them. */
interface TestRunner {

    /**
     * Runs tests until one fails.
     *
     * @param name of the file that keeps the output
     * @param tests with none the sources are compiled only
     */
    TestRun run(String name, Collection<TestClass> tests) throws IOException, InterruptedException;
}
