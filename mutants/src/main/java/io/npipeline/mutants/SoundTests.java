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
 * Tells which test classes pass without a mutant; the failure of another says nothing. While tests run
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
     * Tries many at once, and compiles what they need. A class that fails is tried by itself, and the others without it.
     *
     * @throws UndecidedException when something else than a test fails
     */
    void tryAll(Collection<TestClass> tests) throws IOException, InterruptedException, UndecidedException {
        List<TestClass> left = List.copyOf(tests);
        TestRun run = runner.run("without-mutant", left);
        while (run instanceof Refused refused) {
            TestClass failed = refused.among(left);
            if (!isSound(failed)) {
                progress.accept(run.description() + " fails without a mutant; those that name its class are not tried");
            }
            left = left.stream().filter(test -> !test.equals(failed)).toList();
            run = runner.run("without-mutant", left);
        }
        if (!(run instanceof Passed)) {
            throw new UndecidedException(run.description());
        }
        left.forEach(test -> known.put(test.name(), true));
    }

    /** Tries a class, if it is not known; {@link UndecidedException} when something else than a test fails. */
    boolean isSound(TestClass test) throws IOException, InterruptedException, UndecidedException {
        Boolean before = known.get(test.name());
        if (before != null) {
            return before;
        }
        progress.accept("running " + test.simpleName() + " without a mutant");
        TestRun run = runner.run("without-mutant-" + test.simpleName(), List.of(test));
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
