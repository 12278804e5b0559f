package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.mutants.TestRun.Broken;
import io.npipeline.mutants.TestRun.Failed;
import io.npipeline.mutants.TestRun.FailedTest;
import io.npipeline.mutants.TestRun.Hung;
import io.npipeline.mutants.TestRun.NotCompiled;
import io.npipeline.mutants.TestRun.Passed;
import io.npipeline.mutants.Verdict.Caught;
import io.npipeline.mutants.Verdict.Survived;
import io.npipeline.mutants.Verdict.Untried;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {

    private static final String SOURCE = "npipeline-bridge/src/main/java/A.java";

    private static final String PATCH = """
            diff --git a/%1$s b/%1$s
            --- a/%1$s
            +++ b/%1$s
            @@ -1 +1 @@
            -sound
            +mutant
            """.formatted(SOURCE);

    private static final TestCatalog CATALOG = new TestCatalog(List.of(
            new TestClass(Stage.BRIDGE, "e.NamedTest"),
            new TestClass(Stage.BRIDGE, "e.UnitTest"),
            new TestClass(Stage.INTEGRATION_TESTS, "i.WorkerIT")));

    private final Path root;
    private final Path source;
    private final ScriptedTests tests = new ScriptedTests();
    private final Trial trial;

    TrialTest(@TempDir Path root) throws IOException {
        this.root = root;
        source = root.resolve(SOURCE);
        Files.createDirectories(source.getParent());
        Files.writeString(source, "sound\n");
        trial = new Trial(new SourceCopy(root), CATALOG, tests, text -> {});
    }

    @Test
    void namedTestThatFailsCatches() throws Exception {
        tests.withMutant("e.NamedTest", failed("e.NamedTest", "keeps(Order)[1]"));
        trial.prepare(List.of(mutant("NamedTest")));

        assertThat(trial.decide(mutant("NamedTest"))).isEqualTo(new Caught("NamedTest.keeps"));
        assertThat(tests.runs).containsExactly("sound [e.NamedTest]", "mutant [e.NamedTest]", "mutant [e.NamedTest]");
    }

    @Test
    void withoutANamedTestTheUnitTestsAreTriedAndThenTheWorkers() throws Exception {
        tests.withMutant("i.WorkerIT", failed("i.WorkerIT", ""));

        assertThat(trial.decide(mutant())).isEqualTo(new Caught("WorkerIT"));
        assertThat(tests.runs)
                .containsExactly(
                        "mutant [e.NamedTest, e.UnitTest]",
                        "mutant [i.WorkerIT]",
                        "mutant [i.WorkerIT]",
                        "sound [i.WorkerIT]");
    }

    @Test
    void testThatFailsOnceOnlyDoesNotCountAndTheOthersAreTried() throws Exception {
        tests.withMutantOnce("e.NamedTest", failed("e.NamedTest", "isSlow"));
        tests.withMutant("e.UnitTest", failed("e.UnitTest", "sees"));

        assertThat(trial.decide(mutant())).isEqualTo(new Caught("UnitTest.sees"));
        assertThat(tests.runs).contains("mutant [e.UnitTest]");
    }

    @Test
    void namedTestThatFailsOnceOnlyDoesNotCountEither() throws Exception {
        tests.withMutantOnce("e.NamedTest", failed("e.NamedTest", "isSlow"));
        trial.prepare(List.of(mutant("NamedTest")));

        assertThat(trial.decide(mutant("NamedTest")))
                .isInstanceOfSatisfying(Survived.class, survived -> assertThat(survived.reason())
                        .startsWith("only NamedTest failed"));
    }

    @Test
    void testWhoseSecondRunBreaksSaysNothing() throws Exception {
        tests.withMutantOnce("e.UnitTest", failed("e.UnitTest", "sees"));
        tests.withMutant("e.UnitTest", new Broken("no space left"));

        assertThat(trial.decide(mutant())).isEqualTo(new Untried("no space left"));
    }

    @Test
    void testThatCannotRunWithoutTheMutantSaysNothing() throws Exception {
        tests.withMutant("e.UnitTest", failed("e.UnitTest", "sees"));
        tests.without("e.UnitTest", new Broken("no space left"));

        assertThat(trial.decide(mutant())).isEqualTo(new Untried("without the mutant: no space left"));
    }

    @Test
    void failureOfATestThatWasNotAskedForSaysNothing() throws Exception {
        tests.withMutant("e.UnitTest", failed("e.OtherTest", "sees"));

        assertThat(trial.decide(mutant())).isInstanceOf(Untried.class);
    }

    @Test
    void testThatFailsOnceOnlyIsNamedBesideASurvivor() throws Exception {
        tests.withMutantOnce("i.WorkerIT", failed("i.WorkerIT", "isSlow"));

        assertThat(trial.decide(mutant()))
                .isInstanceOfSatisfying(Survived.class, survived -> assertThat(survived.reason())
                        .startsWith("only WorkerIT failed"));
    }

    @Test
    void whatNoTestSeesSurvives() throws Exception {
        assertThat(trial.decide(mutant("NamedTest"))).isEqualTo(new Survived("all tests pass"));
        assertThat(tests.runs).hasSize(3).allMatch(run -> run.startsWith("mutant"));
    }

    @Test
    void testThatFailsWithoutTheMutantDoesNotCount() throws Exception {
        tests.withMutant("e.UnitTest", failed("e.UnitTest", "isFlaky"));
        tests.without("e.UnitTest", failed("e.UnitTest", "isFlaky"));

        assertThat(trial.decide(mutant()))
                .isInstanceOfSatisfying(Survived.class, survived -> assertThat(survived.reason())
                        .startsWith("only UnitTest failed"));
    }

    @Test
    void testThatNeverEndsCatches() throws Exception {
        tests.withMutant("e.UnitTest", new Hung("e.UnitTest", Duration.ofSeconds(9)));

        assertThat(trial.decide(mutant())).isEqualTo(new Caught("UnitTest, which did not end within 9 s"));
        assertThat(tests.runs).contains("sound [e.UnitTest]");
    }

    @Test
    void mutantThatDoesNotCompileIsNotCaught() throws Exception {
        tests.withMutant("e.UnitTest", new NotCompiled("A.java:[1,1] no"));

        assertThat(trial.decide(mutant())).isEqualTo(new Untried("does not compile: A.java:[1,1] no"));
    }

    @Test
    void buildThatBreaksIsNotCaught() throws Exception {
        tests.withMutant("e.UnitTest", new Broken("no network"));

        assertThat(trial.decide(mutant())).isEqualTo(new Untried("no network"));
    }

    @Test
    void runOfNoTestsIsNotSurvived() throws Exception {
        tests.withMutant("e.UnitTest", new Passed(0));
        tests.withMutant("i.WorkerIT", new Passed(0));

        assertThat(trial.decide(mutant())).isEqualTo(new Untried("no test was run"));
    }

    @Test
    void patchThatDoesNotApplyIsNotTried() throws Exception {
        Files.writeString(source, "other\n");

        assertThat(trial.decide(mutant())).isInstanceOfSatisfying(Untried.class, untried -> assertThat(untried.reason())
                .startsWith("does not apply: ")
                .contains("A.java"));
        assertThat(tests.runs).isEmpty();
    }

    @Test
    void patchThatChangesATestTooIsNotTried() throws Exception {
        String test = SOURCE.replace("main", "test");
        Mutant mutant = mutant();
        Files.writeString(mutant.patch(), PATCH + PATCH.replace(SOURCE, test));

        assertThat(trial.decide(mutant)).isInstanceOfSatisfying(Untried.class, untried -> assertThat(untried.reason())
                .startsWith("changes " + test));
        assertThat(tests.runs).isEmpty();
    }

    @Test
    void mutantIsTakenOutAgain() throws Exception {
        trial.decide(mutant());

        assertThat(source).hasContent("sound\n");
    }

    @Test
    void namedTestThatFailsWithoutAMutantSparesTheOthers() throws Exception {
        tests.without("e.NamedTest", failed("e.NamedTest", "keeps"));
        tests.withMutant("e.UnitTest", failed("e.UnitTest", "sees"));
        trial.prepare(List.of(mutant("NamedTest"), mutant("UnitTest")));

        assertThat(trial.decide(mutant("NamedTest")))
                .isEqualTo(new Untried("names NamedTest, which fails without a mutant too"));
        assertThat(trial.decide(mutant("UnitTest"))).isEqualTo(new Caught("UnitTest.sees"));
        assertThat(tests.runs)
                .startsWith("sound [e.NamedTest, e.UnitTest]", "sound [e.NamedTest]", "sound [e.UnitTest]");
    }

    @Test
    void namedTestThatFailsOnceWithoutAMutantIsSound() throws Exception {
        tests.withoutOnce("e.NamedTest", failed("e.NamedTest", "isSlow"));
        tests.withMutant("e.NamedTest", failed("e.NamedTest", "keeps"));
        trial.prepare(List.of(mutant("NamedTest")));

        assertThat(trial.decide(mutant("NamedTest"))).isEqualTo(new Caught("NamedTest.keeps"));
    }

    @Test
    void buildThatBreaksWithoutAMutantIsSaidAtOnce() {
        tests.without("e.NamedTest", new NotCompiled("A.java:[1,1] no"));

        assertThatThrownBy(() -> trial.prepare(List.of(mutant("NamedTest"))))
                .isInstanceOf(UsageException.class)
                .hasMessageEndingWith("without a mutant: does not compile: A.java:[1,1] no");
    }

    private Mutant mutant(String... named) throws IOException {
        Path patch = Files.writeString(root.resolve("m.patch"), PATCH);
        return new Mutant("m", patch, List.of(), List.of(named));
    }

    private static TestRun failed(String testClass, String method) {
        return new Failed(List.of(new FailedTest(testClass, method)));
    }

    /** Tests that end as they are told; one that is told nothing passes. */
    private final class ScriptedTests implements TestRunner {

        private final Map<String, TestRun> withMutant = new HashMap<>();
        private final Map<String, TestRun> withMutantOnce = new HashMap<>();
        private final Map<String, TestRun> without = new HashMap<>();
        private final Map<String, TestRun> withoutOnce = new HashMap<>();
        private final List<String> runs = new ArrayList<>();

        void withMutant(String testClass, TestRun run) {
            withMutant.put(testClass, run);
        }

        void withMutantOnce(String testClass, TestRun run) {
            withMutantOnce.put(testClass, run);
        }

        void withoutOnce(String testClass, TestRun run) {
            withoutOnce.put(testClass, run);
        }

        void without(String testClass, TestRun run) {
            without.put(testClass, run);
        }

        @Override
        public TestRun run(String name, Collection<TestClass> classes) throws IOException {
            String state = Files.readString(source).strip();
            List<String> names = classes.stream().map(TestClass::name).toList();
            runs.add(state + " " + names);
            for (String test : names) {
                TestRun run = scripted(test, state.equals("mutant"));
                if (run != null) {
                    return run;
                }
            }
            return new Passed(names.size());
        }

        private @Nullable TestRun scripted(String testClass, boolean mutant) {
            TestRun once = (mutant ? withMutantOnce : withoutOnce).remove(testClass);
            return once == null ? (mutant ? withMutant : without).get(testClass) : once;
        }
    }
}
