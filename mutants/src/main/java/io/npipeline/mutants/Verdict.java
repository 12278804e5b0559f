package io.npipeline.mutants;

/** What became of a mutant. */
sealed interface Verdict {

    /**
     * A test found it.
     *
     * @param test the class and method
     */
    record Caught(String test) implements Verdict {}

    /**
     * No test found it.
     *
     * @param reason for the user
     */
    record Survived(String reason) implements Verdict {}

    /**
     * It could not be tried, so nothing is known.
     *
     * @param reason for the user
     */
    record Untried(String reason) implements Verdict {}
}
