package io.npipeline.failure;

import java.time.Duration;

/** The strategy of those who do not retry. Immutable. */
enum NoRetries implements RetryStrategy {
    INSTANCE;

    @Override
    public boolean shouldRetry(Throwable error, int attempt) {
        return false;
    }

    @Override
    public Duration delay(int attempt) {
        return Duration.ZERO;
    }
}
