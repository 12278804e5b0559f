package io.npipeline.quickstart.validation;

/**
 * What a validation says of a key. Immutable.
 *
 * @param kind how much it matters
 * @param key the key it is about
 * @param text for an error the worker's own message
 */
public record Remark(Kind kind, String key, String text) {

    /** The kinds of remarks. */
    public enum Kind {
        /** A worker refuses the connector. */
        ERROR,
        /** A worker takes it, and it hardly means what it says. */
        WARNING,
        /** Only a worker or its brokers can tell. */
        UNCHECKED
    }

    static Remark error(String key, String message) {
        return new Remark(Kind.ERROR, key, message);
    }

    static Remark warning(String key, String text) {
        return new Remark(Kind.WARNING, key, text);
    }

    static Remark unchecked(String key, String text) {
        return new Remark(Kind.UNCHECKED, key, text);
    }

    public boolean isError() {
        return kind == Kind.ERROR;
    }

    /** The line to print. */
    @Override
    public String toString() {
        String label =
                switch (kind) {
                    case ERROR -> "";
                    case WARNING -> "warning: ";
                    case UNCHECKED -> "unchecked: ";
                };
        return label + key + ": " + text;
    }
}
