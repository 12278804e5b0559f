package io.npipeline.deployment;

import java.time.Duration;

/** The end of a time limit. Immutable. */
record Deadline(long nanos, Duration limit) {

    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final Duration LEAST = Duration.ofSeconds(1);

    /** The end of a limit that begins now. */
    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos(), limit);
    }

    boolean hasPassed() {
        return nanos - System.nanoTime() <= 0;
    }

    /** How long a request may take: the time that is left, but so long at the most and long enough for an answer. */
    Duration left(Duration most) {
        Duration left = Duration.ofNanos(nanos - System.nanoTime());
        if (left.compareTo(LEAST) < 0) {
            return LEAST;
        }
        return left.compareTo(most) < 0 ? left : most;
    }

    /** Waits a moment before something is tried again. */
    static void pause(String during) {
        try {
            Thread.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            throw ConnectClientException.interrupted(during, e);
        }
    }
}
