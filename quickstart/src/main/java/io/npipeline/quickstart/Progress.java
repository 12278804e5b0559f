package io.npipeline.quickstart;

import java.util.Locale;

/**
 * How far the pipelines are.
 *
 * @param rows records in the file
 * @param strikes committed records in the topic between ingress and relay
 * @param assessed committed records in the topic between relay and egress
 * @param stored rows in the database
 * @param deadLetters committed records in the dead-letter topic
 * @param lag offsets of assessed records behind the egress connector's committed ones
 */
record Progress(long rows, long strikes, long assessed, long stored, long deadLetters, long lag) {

    /**
     * Whether every row has arrived somewhere and every offset is committed. The lag tells only of assessed records that
     * were seen, so all that are stored must have been.
     */
    boolean isThrough() {
        return stored + deadLetters >= rows && assessed >= stored && lag == 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "file %,7d rows | strikes %,7d | assessed %,7d | stored %,7d | dead letters %,5d | lag %,7d",
                rows,
                strikes,
                assessed,
                stored,
                deadLetters,
                lag);
    }
}
