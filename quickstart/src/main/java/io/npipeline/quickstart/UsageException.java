package io.npipeline.quickstart;

/** The command line asks for something that cannot be done. */
final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    UsageException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    /** What to tell the user, in one sentence. */
    String sentence() {
        return sentence;
    }
}
