package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call to a node that failed, from its first failure until it succeeds or the message is given up.
 *
 * <p>Owned by the lane or the batch that holds the message.
 */
final class FailedCall implements Suspension {

    private final Operator at;
    private final KafkaMessage<?> message;
    private final int messages;
    private final Instant firstFailure;
    private Instant lastFailure;
    private Throwable lastError;
    private int failures;
    private int retriesOfUser;
    private @Nullable Duration retryDelay;
    private volatile boolean exhausted;
    private volatile boolean givenUp;

    private FailedCall(
            Operator at, KafkaMessage<?> message, int messages, Throwable error, Instant firstFailure, int failures) {
        this.at = at;
        this.message = message;
        this.messages = messages;
        this.firstFailure = firstFailure;
        this.lastFailure = firstFailure;
        this.lastError = error;
        this.failures = failures;
    }

    /** A call failed for the first time. */
    static FailedCall of(Operator at, KafkaMessage<?> message, Throwable error, Instant now) {
        return of(at, List.of(message), error, now);
    }

    /** The same for a call that was for several messages; it is known by the first. */
    static FailedCall of(Operator at, List<KafkaMessage<?>> messages, Throwable error, Instant now) {
        at.meter().failed(messages.size());
        return new FailedCall(at, messages.get(0), messages.size(), error, now, 1);
    }

    /** The same failures, of a call that was for several messages, as those of another of them. */
    FailedCall about(KafkaMessage<?> other) {
        FailedCall call = new FailedCall(at, other, 1, lastError, firstFailure, failures);
        call.lastFailure = lastFailure;
        return call;
    }

    void failedAgain(Throwable error, Instant now) {
        at.meter().failed(messages);
        lastError = error;
        lastFailure = now;
        failures++;
    }

    @Override
    public Operator at() {
        return at;
    }

    @Override
    public KafkaMessage<?> message() {
        return message;
    }

    /** How many messages it was for. */
    int messages() {
        return messages;
    }

    Throwable lastError() {
        return lastError;
    }

    /** How often the call failed, the last time included. */
    int failures() {
        return failures;
    }

    /** The attempt as policies count, from 0: without the retries that the user asked for. */
    int attempt() {
        return failures - 1 - retriesOfUser;
    }

    Instant firstFailure() {
        return firstFailure;
    }

    Instant lastFailure() {
        return lastFailure;
    }

    /** The user rejected the message and wants the call to be repeated. */
    void retryForUser(Duration delay) {
        retriesOfUser++;
        retryDelay = delay;
    }

    void retryAfter(Duration delay) {
        retryDelay = delay;
    }

    /** When the call is to be repeated; {@code null} when it is not, and a dead letter is to be sent. */
    @Nullable
    Duration retryDelay() {
        return retryDelay;
    }

    /** The message's dead letter is to be sent. */
    void endRetries() {
        retryDelay = null;
    }

    /** Too many messages wait for the end of the retries: the call is not repeated. Any thread. */
    void exhaust() {
        exhausted = true;
    }

    boolean isExhausted() {
        return exhausted;
    }

    /** The message's dead letter is durable. Any thread. */
    void giveUp() {
        givenUp = true;
    }

    boolean isGivenUp() {
        return givenUp;
    }
}
