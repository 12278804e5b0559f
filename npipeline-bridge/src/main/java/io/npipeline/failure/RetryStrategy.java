package io.npipeline.failure;

import java.time.Duration;

/**
 * Whether and when a failed call is repeated. Attempts count from 0: the first failure asks with attempt 0.
 *
 * <p>Implementations are thread safe.
 */
public interface RetryStrategy {

    /** Whether to call the node again after its failure number {@code attempt}. */
    boolean shouldRetry(Throwable error, int attempt);

    /** How long to wait before that call; never negative, whatever the attempt. */
    Duration delay(int attempt);

    /** So many retries, the same time apart: for what comes back at a known pace, such as a quota. */
    static RetryStrategy fixed(int maxRetries, Duration delay) {
        return new ExponentialBackoffRetryStrategy(maxRetries, delay, delay, 0);
    }

    /** Never retries. */
    static RetryStrategy none() {
        return NoRetries.INSTANCE;
    }
}
