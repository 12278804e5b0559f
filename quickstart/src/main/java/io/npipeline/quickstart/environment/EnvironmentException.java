package io.npipeline.quickstart.environment;

/** A process did not start, did not answer in time or died. The message says which one, and ends with its log. */
public class EnvironmentException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public EnvironmentException(String message) {
        super(message);
    }

    public EnvironmentException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The thread was interrupted while it waited; its interrupt flag is set again. */
    static EnvironmentException interrupted(String during, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new EnvironmentException("Interrupted while " + during, cause);
    }
}
