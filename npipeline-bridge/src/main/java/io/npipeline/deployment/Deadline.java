package io.npipeline.deployment;

import java.time.Duration;

/** The end of a time limit. Immutable. */
record Deadline(long nanos, Duration limit) {

    private static final Duration PAUSE = Duration.ofMillis(50);

    /** The end of a limit that begins now. */
    static Deadline in(Duration limit) {
        return new Deadline(System.nanoTime() + limit.toNanos(), limit);
    }

    boolean hasPassed() {
        return nanos - System.nanoTime() <= 0;
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
