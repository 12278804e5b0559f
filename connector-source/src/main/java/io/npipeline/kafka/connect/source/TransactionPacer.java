package io.npipeline.kafka.connect.source;

import java.time.Duration;

/**
 * Decides when the outputs that are ready leave as one transaction. A transaction costs about as much as some thousand
 * records, whatever its size, so under load lists wait until the commit is a small part of the time; a list that comes after
 * a rest leaves at once. What a commit costs is measured: the time from a list to the next poll, which grows with the list,
 * is split into a part for the transaction and one for each record by the least squares of the last lists.
 *
 * <p>Task thread only. Times are those of {@link System#nanoTime}.
 */
final class TransactionPacer {

    /** So many times as long as a commit takes lies between two of them: a fifth of the time at the most is theirs. */
    private static final int SPACING = 4;

    /** What a record costs in a list, where lists are too much alike to tell; measured with the worker's own defaults. */
    private static final double USUAL_NANOS_A_RECORD = 3_000;

    /** How much of what was known before counts after one more list. */
    private static final double MEMORY = 0.9;

    /** A longer time is that of a worker that was paused, or whose broker was away. */
    private static final double LONGEST_NANOS = Duration.ofSeconds(1).toNanos();

    private static final int NO_LIST = -1;

    private final long maxWaitNanos;
    private int listSize = NO_LIST;
    private long handedOver;
    private long returned;
    private double weight;
    private double meanSize;
    private double meanNanos;
    private double sizeVariance;
    private double covariance;

    /**
     * @param maxWait how long outputs that are ready may wait for others; zero for no waiting
     */
    TransactionPacer(Duration maxWait) {
        maxWaitNanos = maxWait.toNanos();
    }

    /** The worker asks for a list: what became of the last one is done. */
    void asked(long now) {
        if (listSize != NO_LIST) {
            learn(listSize, Math.min((double) (now - handedOver), LONGEST_NANOS));
            listSize = NO_LIST;
            returned = now;
        }
    }

    /** The worker got a list. */
    void handedOver(int size, long now) {
        listSize = size;
        handedOver = now;
    }

    /** How long ready outputs should still wait; not above 0 when they may leave. */
    long waitNanos(long now) {
        if (weight == 0) {
            return 0;
        }
        long pause = Math.min((long) (SPACING * commitNanos()), maxWaitNanos);
        return pause - (now - returned);
    }

    /** What a transaction costs besides its records. */
    double commitNanos() {
        double ofRecord = sizeVariance < 1 ? USUAL_NANOS_A_RECORD : Math.max(covariance / sizeVariance, 0);
        return Math.max(meanNanos - ofRecord * meanSize, 0);
    }

    private void learn(double size, double nanos) {
        weight = MEMORY * weight + 1;
        double step = 1 / weight;
        double sizeOff = size - meanSize;
        double nanosOff = nanos - meanNanos;
        meanSize += step * sizeOff;
        meanNanos += step * nanosOff;
        sizeVariance = (1 - step) * (sizeVariance + step * sizeOff * sizeOff);
        covariance = (1 - step) * (covariance + step * sizeOff * nanosOff);
    }
}
