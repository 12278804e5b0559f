package io.npipeline.failure;

import java.time.Duration;

/**
 * When a node is left alone because too many of its calls failed: whatever it calls is down, and going on would only use up
 * the retries of one message after the other. Its messages then wait and no further records are taken in. After a while a
 * few calls are let through; if they end well, all is as before, else the node is left alone for as long again.
 *
 * <p>What says something of the message and not of the node does not count as a failure: an error for which the node's policy
 * has a rule other than RETRY, and a body that does not fit its type. In a batch sink a batch is one call, which failed if
 * none of its messages was written. A call that never ends never counts: give the node a time limit besides.
 *
 * <p>Immutable.
 *
 * @param failureRate the share of the last calls, above 0 and up to 1, from which on the node is left alone
 * @param minimumCalls how many calls are looked at, the last ones; with fewer made the node is not left alone
 * @param openDuration for how long, from a millisecond to a day
 */
public record CircuitBreaker(double failureRate, int minimumCalls, Duration openDuration) {

    private static final int MOST_CALLS = 10_000;
    private static final Duration LONGEST = Duration.ofDays(1);

    public CircuitBreaker {
        if (!(failureRate > 0 && failureRate <= 1)) {
            throw new IllegalArgumentException("failureRate must be above 0 and at most 1, not " + failureRate);
        }
        if (minimumCalls < 1 || minimumCalls > MOST_CALLS) {
            throw new IllegalArgumentException(
                    "minimumCalls must be from 1 to " + MOST_CALLS + ", not " + minimumCalls);
        }
        if (openDuration.toMillis() < 1 || openDuration.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException(
                    "openDuration must be at least 1 ms and at most " + LONGEST + ", not " + openDuration);
        }
    }

    /** Half of the last 20 calls; for 30 seconds. */
    public static CircuitBreaker ofDefaults() {
        return new CircuitBreaker(0.5, 20, Duration.ofSeconds(30));
    }
}
