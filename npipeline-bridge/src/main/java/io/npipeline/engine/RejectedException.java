package io.npipeline.engine;

import io.npipeline.message.Rejection;

/** Carries a rejection to where failures of calls are handled. */
final class RejectedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Rejection how;

    RejectedException(Rejection how) {
        super(
                how instanceof Rejection.RetryAfter retry
                        ? "The message was rejected, to run again after " + retry.delay()
                        : "The message was rejected",
                null,
                false,
                false);
        this.how = how;
    }

    Rejection how() {
        return how;
    }

    /** What a dead letter and the log are to show as the error. */
    Throwable shown() {
        if (how instanceof Rejection.DeadLetter deadLetter) {
            return deadLetter.cause();
        }
        return how instanceof Rejection.Fail fail ? fail.cause() : this;
    }
}
