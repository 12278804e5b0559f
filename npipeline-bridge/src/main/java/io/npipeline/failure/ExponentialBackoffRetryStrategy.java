package io.npipeline.failure;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits {@code min(base * 2^attempt, max)}, plus a random share of up to {@code jitter} of it so that keys that failed
 * together do not come back together.
 *
 * <p>Immutable.
 *
 * @param maxRetries how many times a call is repeated; 0 or more
 * @param baseDelay the first delay; positive
 * @param maxDelay the longest delay before jitter; at least the base
 * @param jitter from 0 to 1
 */
public record ExponentialBackoffRetryStrategy(int maxRetries, Duration baseDelay, Duration maxDelay, double jitter)
        implements RetryStrategy {

    /** Shifting a millisecond count by more than this overflows a long. */
    private static final int MAX_SHIFT = 62;

    private static final Duration LONGEST_DELAY = Duration.ofMillis(Long.MAX_VALUE);

    public ExponentialBackoffRetryStrategy {
        if (maxRetries < 0) {
            throw new IllegalArgumentException("maxRetries must be 0 or more, not " + maxRetries);
        }
        if (baseDelay.toMillis() < 1) {
            throw new IllegalArgumentException("baseDelay must be at least 1 ms, not " + baseDelay);
        }
        if (maxDelay.compareTo(baseDelay) < 0) {
            throw new IllegalArgumentException(
                    "maxDelay must be at least baseDelay (" + baseDelay + "), not " + maxDelay);
        }
        if (maxDelay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("maxDelay must be at most " + LONGEST_DELAY + ", not " + maxDelay);
        }
        if (!(jitter >= 0 && jitter <= 1)) {
            throw new IllegalArgumentException("jitter must be from 0 to 1, not " + jitter);
        }
    }

    /** Three retries from 100 ms, at most 30 s apart, with a jitter of 0.2. */
    public static ExponentialBackoffRetryStrategy ofDefaults() {
        return new ExponentialBackoffRetryStrategy(3, Duration.ofMillis(100), Duration.ofSeconds(30), 0.2);
    }

    /**
     * For hiccups that are over in moments, where a key must not wait long: five retries from 10 ms, at most a second apart,
     * with a jitter of 0.2.
     */
    public static ExponentialBackoffRetryStrategy forHiccups() {
        return new ExponentialBackoffRetryStrategy(5, Duration.ofMillis(10), Duration.ofSeconds(1), 0.2);
    }

    /**
     * For a system that may be down for a while and is not to be pressed meanwhile: twenty retries from a second, at most a
     * minute apart, with a jitter of 0.5; some 15 to 25 minutes in all.
     */
    public static ExponentialBackoffRetryStrategy forOutages() {
        return new ExponentialBackoffRetryStrategy(20, Duration.ofSeconds(1), Duration.ofMinutes(1), 0.5);
    }

    @Override
    public boolean shouldRetry(Throwable error, int attempt) {
        return attempt < maxRetries;
    }

    @Override
    public Duration delay(int attempt) {
        long base = baseDelay.toMillis();
        long max = maxDelay.toMillis();
        int shift = Math.min(Math.max(attempt, 0), MAX_SHIFT);
        long delay = base > (max >> shift) ? max : base << shift;
        double random = jitter * ThreadLocalRandom.current().nextDouble();
        return Duration.ofMillis(delay + Math.min((long) (delay * random), Long.MAX_VALUE - delay));
    }

    /** The strategy in words, such as {@code 3 retries from 100 ms up to 30 s}. */
    @Override
    public String toString() {
        String delays = maxDelay.equals(baseDelay)
                ? inWords(baseDelay) + " apart"
                : "from " + inWords(baseDelay) + " up to " + inWords(maxDelay);
        return switch (maxRetries) {
            case 0 -> "no retries";
            case 1 -> "1 retry after " + inWords(baseDelay);
            default -> maxRetries + " retries " + delays;
        };
    }

    private static String inWords(Duration delay) {
        long ms = delay.toMillis();
        return ms % 1_000 == 0 ? ms / 1_000 + " s" : ms + " ms";
    }
}
