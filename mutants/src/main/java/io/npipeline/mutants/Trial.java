package io.npipeline.mutants;

import io.npipeline.mutants.SourceCopy.NotApplicableException;
import io.npipeline.mutants.TestRun.Broken;
import io.npipeline.mutants.TestRun.Failed;
import io.npipeline.mutants.TestRun.FailedTest;
import io.npipeline.mutants.TestRun.Hung;
import io.npipeline.mutants.TestRun.NotCompiled;
import io.npipeline.mutants.TestRun.Passed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Tries mutants, one after the other. A test counts only if it passes without the mutant, on the same copy and the same
 * machine: of each class that fails that is looked up once.
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
            throw new UsageException("Without a mutant " + describe(run) + ".");
        }
        named.forEach(test -> sound.put(test.name(), true));
    }

    Verdict decide(Mutant mutant) throws IOException, InterruptedException {
        TestRun run;
        List<String> changedFiles = SourceCopy.changedFiles(mutant.patch());
        try (SourceCopy.Applied applied = copy.apply(mutant.patch())) {
            run = runStages(mutant, changedFiles);
        } catch (NotApplicableException e) {
            return new Verdict.Untried("does not apply: " + e.getMessage());
        }
        if (run instanceof Passed passed) {
            return passed.tests() == 0 ? new Verdict.Untried("no test was run") : new Verdict.Survived();
        }
        if (run instanceof Failed failed) {
            return confirm(failed);
        }
        if (run instanceof Hung hung) {
            return isSound(hung.testClass()) ? new Verdict.Caught(describe(hung)) : unsound(hung.testClass());
        }
        return new Verdict.Untried(describe(run));
    }

    private TestRun runStages(Mutant mutant, Collection<String> changedFiles) throws IOException, InterruptedException {
        int passed = 0;
        for (Stage stage : Stage.values()) {
            List<TestClass> tests = stage.tests(mutant, changedFiles, catalog);
            if (tests.isEmpty()) {
                continue;
            }
            if (stage != Stage.NAMED) {
                progress.accept(mutant.name() + ": running " + stage.description());
            }
            TestRun run = runner.run(mutant.name() + "-" + stage.label(), tests, stage.limit());
            if (!(run instanceof Passed well)) {
                return run;
            }
            passed += well.tests();
        }
        return new Passed(passed);
    }

    private Verdict confirm(Failed failed) throws IOException, InterruptedException {
        List<FailedTest> failures = new ArrayList<>(failed.failures());
        for (FailedTest failure : failures) {
            if (isSound(failure.testClass())) {
                return new Verdict.Caught(describe(failure));
            }
        }
        return unsound(failures.get(0).testClass());
    }

    /** The mutant must not be in the copy. */
    private boolean isSound(String testClass) throws IOException, InterruptedException {
        Boolean known = sound.get(testClass);
        if (known != null) {
            return known;
        }
        progress.accept("running " + simple(testClass) + " without the mutant");
        List<TestClass> tests = catalog.withName(testClass);
        boolean passes = !tests.isEmpty()
                && runner.run("without-mutant-" + simple(testClass), tests, Stage.WORKERS.limit())
                        instanceof Passed passed
                && passed.tests() > 0;
        sound.put(testClass, passes);
        return passes;
    }

    private static Verdict unsound(String testClass) {
        return new Verdict.Untried(simple(testClass) + " fails without the mutant, too");
    }

    private static String describe(TestRun run) {
        if (run instanceof Failed failed) {
            return describe(failed.failures().get(0)) + " fails";
        }
        if (run instanceof Hung hung) {
            return describe(hung);
        }
        if (run instanceof NotCompiled notCompiled) {
            return "does not compile: " + notCompiled.error();
        }
        return run instanceof Broken broken ? broken.reason() : "all tests pass";
    }

    private static String describe(Hung hung) {
        Duration limit = hung.limit();
        return simple(hung.testClass()) + " did not end within " + limit.toSeconds() + " s";
    }

    private static String describe(FailedTest test) {
        // Of parameters there are their types and a number.
        String method = test.method().replaceFirst("[({\\[].*", "");
        return method.isEmpty() ? simple(test.testClass()) : simple(test.testClass()) + "." + method;
    }

    private static String simple(String className) {
        return className.substring(className.lastIndexOf('.') + 1);
    }
}
