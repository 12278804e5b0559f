package io.npipeline.benchmarks;

import java.util.Iterator;
import java.util.List;

/**
 * What the command line asks for. Immutable.
 *
 * @param name the benchmark
 * @param quick whether to be done within two minutes
 * @param json whether standard output is to hold JSON only: all rounds in the line before the last
 */
record Options(BenchmarkName name, boolean quick, boolean json) {

    /**
     * Reads the words behind {@code bench}.
     *
     * @throws IllegalArgumentException saying what is wrong in one sentence
     */
    static Options parse(List<String> words) {
        BenchmarkName name = null;
        boolean quick = false;
        boolean json = false;
        for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
            String word = rest.next();
            switch (word) {
                case "--quick" -> quick = true;
                case "--json" -> json = true;
                case "--jdk" -> {
                    // The launcher script has started this JVM from it.
                    if (!rest.hasNext()) {
                        throw new IllegalArgumentException("--jdk needs the folder of a JDK behind it.");
                    }
                    rest.next();
                }
                default -> {
                    if (name != null || word.startsWith("--")) {
                        throw new IllegalArgumentException("bench does not know \"" + word + "\".");
                    }
                    name = BenchmarkName.find(word)
                            .orElseThrow(() -> new IllegalArgumentException("There is no benchmark \"" + word
                                    + "\"; there are " + BenchmarkName.words() + "."));
                }
            }
        }
        if (name == null) {
            throw new IllegalArgumentException("bench needs the name of a benchmark: " + BenchmarkName.words() + ".");
        }
        return new Options(name, quick, json);
    }
}
