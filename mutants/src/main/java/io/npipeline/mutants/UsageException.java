package io.npipeline.mutants;

/** The command cannot begin; the message tells the user why, in one sentence. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    UsageException(String sentence) {
        super(sentence);
    }
}
