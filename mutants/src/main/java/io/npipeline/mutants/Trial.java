package io.npipeline.mutants;

import io.npipeline.mutants.SourceCopy.NotApplicableException;
import io.npipeline.mutants.TestRun.Passed;
import io.npipeline.mutants.TestRun.Refused;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * Tries mutants, one after the other. A test that fails counts only if it passes without the mutant, on the same copy and
 * the same machine; one that the patch does not name must also fail a second time, because with all tests on a busy machine
 * some test may fail by itself.
 *
 * <p>One thread only.
 */
final class Trial {

    private final SourceCopy copy;
    private final TestCatalog catalog;
    private final TestRunner runner;
    private final Consumer<String> progress;

    /** Whether a test class passes without a mutant, by its name. */
    private final Map<String, Boolean> sound = new HashMap<>();

    /**
     * @param runner of tests in the copy
     * @param progress told what takes long
     */
    Trial(SourceCopy copy, TestCatalog catalog, TestRunner runner, Consumer<String> progress) {
        this.copy = copy;
        this.catalog = catalog;
        this.runner = runner;
        this.progress = progress;
    }

    /**
     * Compiles the copy and runs the tests that the mutants name, before any mutant is put in.
     *
     * @throws UsageException when something fails already
     */
    void prepare(Collection<Mutant> mutants) throws IOException, InterruptedException, UsageException {
        List<TestClass> named = catalog.named(
                mutants.stream().flatMap(mutant -> mutant.tests().stream()).toList());
        TestRun run = runner.run("without-mutant", named, Stage.NAMED.limit());
        if (!(run instanceof Passed)) {
            throw new UsageException(
                    "Nothing can be said, because of the sources without a mutant: " + run.description());
        }
        named.forEach(test -> sound.put(test.name(), true));
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
            return runStages(mutant, changedFiles);
        } catch (NotApplicableException e) {
            return new Verdict.Untried("does not apply: " + e.getMessage());
        }
    }

    private Verdict runStages(Mutant mutant, Collection<String> changedFiles)
            throws IOException, InterruptedException, NotApplicableException {
        Set<String> doubtful = new TreeSet<>();
        int passed = 0;
        for (Stage stage : Stage.values()) {
            List<TestClass> tests = stage.tests(mutant, changedFiles, catalog);
            while (!tests.isEmpty()) {
                TestRun run = runWith(mutant, stage, stage.label(), stage.description(), tests);
                if (run instanceof Passed well) {
                    passed += well.tests();
                    break;
                }
                if (!(run instanceof Refused refused)) {
                    return new Verdict.Untried(run.description());
                }
                if (counts(refused, mutant, stage)) {
                    return new Verdict.Caught(run.description());
                }
                progress.accept(mutant.name() + ": " + run.description() + " does not count");
                doubtful.add(TestClass.simple(refused.testClass()));
                tests = tests.stream()
                        .filter(test -> !test.name().equals(refused.testClass()))
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

    private TestRun runWith(Mutant mutant, Stage stage, String label, String description, Collection<TestClass> tests)
            throws IOException, InterruptedException, NotApplicableException {
        try (SourceCopy.Applied applied = copy.apply(mutant.patch())) {
            progress.accept(mutant.name() + ": running " + description);
            return runner.run(mutant.name() + "-" + label, tests, stage.limit());
        }
    }

    private boolean counts(Refused refused, Mutant mutant, Stage stage)
            throws IOException, InterruptedException, NotApplicableException {
        String name = refused.testClass();
        if (!isSound(name)) {
            return false;
        }
        if (stage == Stage.NAMED) {
            return true;
        }
        String simple = TestClass.simple(name);
        return runWith(mutant, stage, simple, simple + " once more", catalog.withName(name)) instanceof Refused;
    }

    /** The mutant must not be in the copy. */
    private boolean isSound(String name) throws IOException, InterruptedException {
        Boolean known = sound.get(name);
        if (known != null) {
            return known;
        }
        progress.accept("running " + TestClass.simple(name) + " without the mutant");
        List<TestClass> tests = catalog.withName(name);
        String log = "without-mutant-" + TestClass.simple(name);
        boolean passes = !tests.isEmpty()
                && runner.run(log, tests, Stage.WORKERS.limit()) instanceof Passed passed
                && passed.tests() > 0;
        sound.put(name, passes);
        return passes;
    }
}
