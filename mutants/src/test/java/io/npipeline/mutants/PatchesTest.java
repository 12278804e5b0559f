package io.npipeline.mutants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The patches of the project fit its sources, its tests and its guarantees as they are now. */
class PatchesTest {

    private static final Path ROOT = Path.of(System.getProperty("project.root"));

    /** A row of the table: its number, and its promise up to the first comma. */
    private static final Pattern HEADING = Pattern.compile("## (\\d+)\\. (.*)");

    @BeforeAll
    static void gitIsThere() throws InterruptedException {
        assertThat(SourceCopy.isGitThere())
                .as("git is on the PATH; the patches of mutants/ cannot be checked without it")
                .isTrue();
    }

    static List<Mutant> mutants() throws IOException {
        return Mutant.readAll(ROOT.resolve("mutants"));
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void appliesAndIsTakenOutAgain(Mutant mutant, @TempDir Path folder) throws Exception {
        List<String> changed = SourceCopy.changedFiles(mutant.patch());
        for (String file : changed) {
            Path copied = folder.resolve(file);
            Files.createDirectories(copied.getParent());
            Files.copy(ROOT.resolve(file), copied);
        }

        assertThat(changed).isNotEmpty().allMatch(file -> file.contains("/src/main/"));
        assertThatCode(() -> new SourceCopy(folder).apply(mutant.patch()).close())
                .doesNotThrowAnyException();
        for (String file : changed) {
            assertThat(folder.resolve(file)).hasSameTextualContentAs(ROOT.resolve(file));
        }
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void namesTestsThatExist(Mutant mutant) throws IOException {
        Set<String> existing = MutantsCommand.catalog(ROOT).named(mutant.tests()).stream()
                .map(TestClass::simpleName)
                .collect(Collectors.toSet());

        assertThat(mutant.tests()).isNotEmpty();
        assertThat(existing).containsExactlyInAnyOrderElementsOf(mutant.tests());
    }

    @ParameterizedTest
    @MethodSource("mutants")
    void saysWhatItDoes(Mutant mutant) throws IOException {
        assertThat(mutant.name()).matches("\\d\\d-[a-z-]+");
        assertThat(Files.readString(mutant.patch()))
                .matches(Pattern.compile("[A-Z].*\\.\n\nGuarantee: .*", Pattern.DOTALL));
    }

    @Test
    void everyGuaranteeHasOneAndNoOtherIsNamed() throws IOException {
        Set<String> broken = mutants().stream()
                .flatMap(mutant -> mutant.guarantees().stream())
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(broken).containsExactlyInAnyOrderElementsOf(guarantees());
    }

    @Test
    void numbersAreGivenOnce() throws IOException {
        assertThat(mutants())
                .extracting(mutant -> mutant.name().substring(0, 2))
                .doesNotHaveDuplicates();
    }

    /** Numbers of the headings; where two have the same, with its words. */
    private static List<String> guarantees() throws IOException {
        List<String> numbers = new ArrayList<>();
        List<String> titles = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/guarantees.md"))) {
            Matcher heading = HEADING.matcher(line);
            if (heading.matches()) {
                numbers.add(heading.group(1));
                titles.add(heading.group(2).toLowerCase(Locale.ROOT));
            }
        }
        List<String> names = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i++) {
            String number = numbers.get(i);
            names.add(Collections.frequency(numbers, number) == 1 ? number : number + " " + titles.get(i));
        }
        return names;
    }
}
