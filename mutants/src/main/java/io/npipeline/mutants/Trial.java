package io.npipeline.mutants;

import io.npipeline.mutants.SourceCopy.NotApplicableException;
import io.npipeline.mutants.TestRun.Passed;
import io.npipeline.mutants.TestRun.Refused;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Tries mutants, one after the other. A test that fails counts only if its class fails a second time, because on a busy
 * machine one may fail by itself, and passes without the mutant, on the same copy and the same machine.
 *
 * <p>One thread only.
 */
final class Trial {

    /** What some tests say about a mutant. */
    private sealed interface Attempt {}

    private record AllPassed(int tests) implements Attempt {}

    /**
     * @param description which method failed, for the user
     * @param twice whether the class failed in a run of its own too
     */
    private record OneFailed(TestClass test, String description, boolean twice) implements Attempt {}

    private final SourceCopy copy;
    private final TestCatalog catalog;
    private final TestRunner runner;
    private final SoundTests soundTests;
    private final Consumer<String> progress;

    /**
     * @param runner of tests in the copy
     * @param progress told what takes long
     */
    Trial(SourceCopy copy, TestCatalog catalog, TestRunner runner, Consumer<String> progress) {
        this.copy = copy;
        this.catalog = catalog;
        this.runner = runner;
        this.progress = progress;
        soundTests = new SoundTests(runner, progress);
    }

    /**
     * Compiles the copy and runs the tests that the mutants name, before any mutant is put in. A mutant that names one that
     * fails will not be tried.
     *
     * @throws UsageException when something else than a test fails already
     */
    void prepare(Collection<Mutant> mutants) throws IOException, InterruptedException, UsageException {
        try {
            soundTests.tryAll(catalog.named(
                    mutants.stream().flatMap(mutant -> mutant.tests().stream()).toList()));
        } catch (UndecidedException e) {
            throw new UsageException("Nothing can be said, because of the sources without a mutant: " + e.getMessage());
        }
    }

    Verdict decide(Mutant mutant) throws IOException, InterruptedException {
        Collection<String> changedFiles = SourceCopy.changedFiles(mutant.patch());
        Optional<String> foreign =
                changedFiles.stream().filter(file -> !Stage.judges(file)).findFirst();
        if (foreign.isPresent()) {
            return new Verdict.Untried("changes " + foreign.get() + ", which is not in src/main of "
                    + String.join(", ", Stage.MODULES) + ": no test could tell");
        }
        try {
            requireSoundNames(mutant);
            return runStages(mutant, changedFiles);
        } catch (NotApplicableException e) {
            return new Verdict.Untried("does not apply: " + e.getMessage());
        } catch (UndecidedException e) {
            return new Verdict.Untried(e.reason());
        }
    }

    private void requireSoundNames(Mutant mutant) throws UndecidedException {
        for (TestClass test : catalog.named(mutant.tests())) {
            if (soundTests.isKnownToFail(test)) {
                throw new UndecidedException("names " + test.simpleName() + ", which fails without a mutant too");
            }
        }
    }

    private Verdict runStages(Mutant mutant, Collection<String> changedFiles)
            throws IOException, InterruptedException, NotApplicableException, UndecidedException {
        Set<String> doubtful = new TreeSet<>();
        int passed = 0;
        for (Stage stage : Stage.values()) {
            List<TestClass> tests = stage.tests(mutant, changedFiles, catalog);
            while (!tests.isEmpty()) {
                Attempt attempt = attempt(mutant, stage, tests);
                if (attempt instanceof AllPassed well) {
                    passed += well.tests();
                    break;
                }
                OneFailed failed = (OneFailed) attempt;
                if (failed.twice() && soundTests.isSound(failed.test())) {
                    return new Verdict.Caught(failed.description());
                }
                progress.accept(mutant.name() + ": " + failed.description() + " does not count");
                doubtful.add(failed.test().simpleName());
                tests = tests.stream()
                        .filter(test -> !test.equals(failed.test()))
                        .toList();
            }
        }
        if (passed == 0) {
            return new Verdict.Untried("no test was run");
        }
        return new Verdict.Survived(
                doubtful.isEmpty()
                        ? "all tests pass"
                        : "only " + String.join(", ", doubtful)
                                + " failed, but not reliably, or without the mutant too");
    }

    /** The second run is with the first one's mutant, still compiled, and takes little longer than the class. */
    private Attempt attempt(Mutant mutant, Stage stage, Collection<TestClass> tests)
            throws IOException, InterruptedException, NotApplicableException, UndecidedException {
        try (SourceCopy.Applied applied = copy.apply(mutant.patch())) {
            TestRun run = run(mutant, stage.label(), stage.description(), tests);
            if (run instanceof Passed passed) {
                return new AllPassed(passed.tests());
            }
            Refused refused = (Refused) run;
            TestClass test = refused.among(tests);
            String name = test.simpleName();
            boolean twice = !soundTests.isKnownToFail(test)
                    && run(mutant, stage.label() + "-" + name, name + " once more", List.of(test)) instanceof Refused;
            return new OneFailed(test, run.description(), twice);
        }
    }

    /** Returns a {@link Passed} or a {@link Refused}; anything else says nothing about the mutant. */
    private TestRun run(Mutant mutant, String label, String description, Collection<TestClass> tests)
            throws IOException, InterruptedException, UndecidedException {
        progress.accept(mutant.name() + ": running " + description);
        TestRun run = runner.run(mutant.name() + "-" + label, tests);
        if (run instanceof Passed || run instanceof Refused) {
            return run;
        }
        throw new UndecidedException(run.description());
    }
}
