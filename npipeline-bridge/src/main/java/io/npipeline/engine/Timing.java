package io.npipeline.engine;

import java.time.Duration;

/**
 * The times of the calls of one run. Between calls the clock is read once, and what was read is recorded when the run is over,
 * so that recording does not count for the next call.
 *
 * <p>Owned by the thread whose it is, and used again for the next run that is timed.
 */
final class Timing {

    /** After a call that took as long the next run is timed too: beside such calls it costs nothing. */
    private static final long LONG_NANOS = Duration.ofNanos(100_000).toNanos();

    /** More calls than that in one run are not timed. */
    private static final int MOST_CALLS = 64;

    private final Tally tally;
    private final OperatorMeter[] meters = new OperatorMeter[MOST_CALLS];
    private final long[] nanos = new long[MOST_CALLS];
    private int calls;

    /** For how many runs this one stands: those since the last that was timed. */
    private long weight;

    private long nextWeight = 1;
    private long last;

    Timing(Tally tally) {
        this.tally = tally;
    }

    /**
     * A run begins.
     *
     * @param gap for how many the next one that is timed will stand
     */
    void begin(int gap) {
        weight = nextWeight;
        nextWeight = gap;
        calls = 0;
        last = System.nanoTime();
    }

    /** A call is over, and the next begins. */
    void called(OperatorMeter meter) {
        long now = System.nanoTime();
        if (meter.isSampled() && calls < MOST_CALLS) {
            meters[calls] = meter;
            nanos[calls++] = now - last;
        }
        last = now;
    }

    /** The run is over. */
    void over() {
        boolean slow = false;
        for (int i = 0; i < calls; i++) {
            meters[i].took(nanos[i], weight, last);
            slow |= nanos[i] >= LONG_NANOS;
        }
        if (slow) {
            nextWeight = 1;
            tally.timeNext();
        }
    }
}
