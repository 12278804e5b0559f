package io.npipeline.node;

import java.time.Duration;

/**
 * When a batch is full. Immutable.
 *
 * @param maxMessages the most messages of a batch; at least 1
 * @param maxBytes the most bytes of a batch, by the sizes of the records its messages came from; at least 1. A message that
 *     is larger is a batch by itself
 * @param linger how long the first message of a batch waits for more at the longest; from zero to a day
 */
public record BatchLimits(int maxMessages, long maxBytes, Duration linger) {

    private static final Duration LONGEST_LINGER = Duration.ofDays(1);

    public BatchLimits {
        if (maxMessages < 1) {
            throw new IllegalArgumentException("maxMessages must be at least 1, not " + maxMessages);
        }
        if (maxBytes < 1) {
            throw new IllegalArgumentException("maxBytes must be at least 1, not " + maxBytes);
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
        return new BatchLimits(maxMessages, Long.MAX_VALUE, linger);
    }

    /** These limits with another number of bytes. */
    public BatchLimits withMaxBytes(long bytes) {
        return new BatchLimits(maxMessages, bytes, linger);
    }
}
