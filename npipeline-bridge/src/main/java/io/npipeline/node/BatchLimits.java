package io.npipeline.node;

import java.time.Duration;

/**
 * When a batch is full. Immutable.
 *
 * @param maxMessages the most messages of a batch; at least 1
 * @param linger how long the first message of a batch waits for more at the longest; from zero to a day
 */
public record BatchLimits(int maxMessages, Duration linger) {

    private static final Duration LONGEST_LINGER = Duration.ofDays(1);

    public BatchLimits {
        if (maxMessages < 1) {
            throw new IllegalArgumentException("maxMessages must be at least 1, not " + maxMessages);
        }
        if (linger.isNegative()) {
            throw new IllegalArgumentException("linger must not be negative: " + linger);
        }
        if (linger.compareTo(LONGEST_LINGER) > 0) {
            throw new IllegalArgumentException("linger must be at most " + LONGEST_LINGER + ", not " + linger);
        }
    }

    /** At most so many messages, waiting at most so long for them. */
    public static BatchLimits of(int maxMessages, Duration linger) {
        return new BatchLimits(maxMessages, linger);
    }
}
