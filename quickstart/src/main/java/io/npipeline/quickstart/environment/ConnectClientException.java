package io.npipeline.quickstart.environment;

/** A worker refused a request, or a connector is not in the state that was asked for. */
public final class ConnectClientException extends EnvironmentException {
    private static final long serialVersionUID = 1L;

    private final int status;

    /**
     * @param status the HTTP status; 0 when there was no answer
     */
    ConnectClientException(int status, String message) {
        super(message);
        this.status = status;
    }

    ConnectClientException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** The HTTP status of the answer; 0 when there was none. */
    public int status() {
        return status;
    }
}
