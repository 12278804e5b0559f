package io.npipeline.engine;

import java.util.List;

/**
 * Everything in the graph that messages wait in for a batch.
 *
 * <p>Task thread only, but for {@link #parked}.
 */
final class Gatherings {

    private final List<Gathering> gatherings;
    private boolean intakePaused;

    Gatherings(List<Gathering> gatherings) {
        this.gatherings = gatherings;
    }

    /** Says whether batches wait for records that are not taken in; while they do, they do not linger. */
    void intakePaused(boolean paused) {
        if (intakePaused != paused) {
            intakePaused = paused;
            flushAtOnce(paused);
        }
    }

    /** Lets no batch linger until {@link #endDrain}. */
    void beginDrain() {
        flushAtOnce(true);
    }

    void endDrain() {
        flushAtOnce(intakePaused);
    }

    /** Drops what waits for partitions that were given up. */
    void dropLost() {
        gatherings.forEach(Gathering::dropLost);
    }

    /** What waits in them for a retry. Any thread. */
    Parked parked() {
        return gatherings.stream().map(Gathering::parked).reduce(Parked.NONE, Parked::plus);
    }

    private void flushAtOnce(boolean atOnce) {
        gatherings.forEach(gathering -> gathering.flushAtOnce(atOnce));
    }
}
