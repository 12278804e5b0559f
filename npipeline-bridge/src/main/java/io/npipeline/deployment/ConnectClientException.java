package io.npipeline.deployment;

/** A worker refused a request or did not answer, or a connector is not in the state that was asked for. */
public class ConnectClientException extends RuntimeException {
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

    /** The thread was interrupted while it waited; its interrupt flag is set again. */
    static ConnectClientException interrupted(String during, InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new ConnectClientException("Interrupted while " + during, cause);
    }

    /** The HTTP status of the answer; 0 when there was none. */
    public int status() {
        return status;
    }
}
