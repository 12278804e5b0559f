package io.npipeline.quickstart.validation;

/** A worker cannot say what is right or wrong about a configuration. */
final class ValidationFailedException extends Exception {
    private static final long serialVersionUID = 1L;

    ValidationFailedException(Throwable cause) {
        super(cause.getMessage() == null ? cause.toString() : cause.getMessage(), cause);
    }
}
