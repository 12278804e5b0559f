package io.npipeline.mutants;

import io.npipeline.mutants.TestRun.Passed;
import io.npipeline.mutants.TestRun.Refused;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tells which test classes pass without a mutant; the failure of another says nothing. Each is tried once. While tests run
 * here, no mutant may be in the copy.
 *
 * <p>One thread only.
 */
final class SoundTests {

    private final TestRunner runner;
    private final Consumer<String> progress;

    /** By the name of the class. */
    private final Map<String, Boolean> known = new HashMap<>();

    /**
     * @param runner of tests in the copy
     * @param progress told what takes long
     */
    SoundTests(TestRunner runner, Consumer<String> progress) {
        this.runner = runner;
        this.progress = progress;
    }

    /**
     * Tries many at once, and compiles what they need.
     *
     * @throws UndecidedException when something fails already
     */
    void tryAll(Collection<TestClass> tests) throws IOException, InterruptedException, UndecidedException {
        TestRun run = runner.run("without-mutant", tests, Stage.NAMED.limit());
        if (!(run instanceof Passed)) {
            throw new UndecidedException(run.description());
        }
        tests.forEach(test -> known.put(test.name(), true));
    }

    /** Tries a class, if it is not known; {@link UndecidedException} when something else than a test fails. */
    boolean isSound(TestClass test) throws IOException, InterruptedException, UndecidedException {
        Boolean before = known.get(test.name());
        if (before != null) {
            return before;
        }
        progress.accept("running " + test.simpleName() + " without a mutant");
        TestRun run = runner.run("without-mutant-" + test.simpleName(), List.of(test), Stage.WORKERS.limit());
        if (!(run instanceof Passed) && !(run instanceof Refused)) {
            throw new UndecidedException("without the mutant: " + run.description());
        }
        boolean sound = run instanceof Passed passed && passed.tests() > 0;
        known.put(test.name(), sound);
        return sound;
    }

    /** Whether a class was tried and failed. */
    boolean isKnownToFail(TestClass test) {
        return Boolean.FALSE.equals(known.get(test.name()));
    }
}
