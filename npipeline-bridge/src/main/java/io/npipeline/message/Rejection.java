package io.npipeline.message;

import java.time.Duration;
import java.util.Objects;

/** What is to become of a message that the user does not accept as processed. Immutable. */
public sealed interface Rejection {

    /** What a timer can count. */
    Duration LONGEST_DELAY = Duration.ofNanos(Long.MAX_VALUE);

    /** The node is called with the message again after the delay; only its ordering domain waits meanwhile. */
    static Rejection retryAfter(Duration delay) {
        return new RetryAfter(delay);
    }

    /** The message ends here, once its dead letter is durable. */
    static Rejection deadLetter(Throwable cause) {
        return new DeadLetter(cause);
    }

    /** The task fails; the message stays unsettled and is delivered again after a restart. */
    static Rejection fail(Throwable cause) {
        return new Fail(cause);
    }

    /** See {@link #retryAfter}. */
    record RetryAfter(Duration delay) implements Rejection {
        public RetryAfter {
            if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
                throw new IllegalArgumentException("delay must be from 0 to " + LONGEST_DELAY + ", not " + delay);
            }
        }
    }

    /** See {@link #deadLetter}. */
    record DeadLetter(Throwable cause) implements Rejection {
        public DeadLetter {
            Objects.requireNonNull(cause, "cause");
        }
    }

    /** See {@link #fail}. */
    record Fail(Throwable cause) implements Rejection {
        public Fail {
            Objects.requireNonNull(cause, "cause");
        }
    }
}
