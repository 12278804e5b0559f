package io.npipeline.mutants;

/** Nothing can be said about a mutant. */
final class UndecidedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    UndecidedException(String reason) {
        super(reason);
        this.reason = reason;
    }

    /** For the user. */
    String reason() {
        return reason;
    }
}
