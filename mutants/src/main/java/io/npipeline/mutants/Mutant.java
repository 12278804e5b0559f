package io.npipeline.mutants;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * A bug to put in: a patch as {@code git diff} makes it. Lines above the diff may say which guarantee it breaks and which
 * tests to try first. Immutable.
 *
 * @param name that of the file, without its ending
 * @param patch absolute
 * @param guarantees numbers of docs/guarantees.md; empty where the patch does not say
 * @param tests simple names of test classes; empty where the patch does not say
 */
record Mutant(String name, Path patch, List<String> guarantees, List<String> tests) {

    private static final String ENDING = ".patch";
    private static final String GUARANTEE = "Guarantee:";
    private static final String TESTS = "Tests:";

    /** The diff may be in any encoding; what is read of the header is ASCII. */
    static Mutant read(Path patch) throws IOException {
        List<String> header = new String(Files.readAllBytes(patch), StandardCharsets.ISO_8859_1)
                .lines()
                .takeWhile(line -> !line.startsWith("diff ") && !line.startsWith("--- "))
                .toList();
        String file = patch.getFileName().toString();
        String name = file.endsWith(ENDING) ? file.substring(0, file.length() - ENDING.length()) : file;
        return new Mutant(name, patch, values(header, GUARANTEE), values(header, TESTS));
    }

    /** The mutants of a folder, by name. */
    static List<Mutant> readAll(Path folder) throws IOException {
        List<Path> patches;
        try (Stream<Path> files = Files.list(folder)) {
            patches = files.filter(file -> file.toString().endsWith(ENDING))
                    .sorted()
                    .toList();
        }
        List<Mutant> mutants = new ArrayList<>();
        for (Path patch : patches) {
            mutants.add(read(patch));
        }
        return mutants;
    }

    private static List<String> values(List<String> header, String label) {
        return header.stream()
                .filter(line -> line.startsWith(label))
                .flatMap(line -> Arrays.stream(line.substring(label.length()).split(",")))
                .map(String::strip)
                .filter(value -> !value.isEmpty())
                .toList();
    }
}
