package io.npipeline.quickstart;

import java.util.Locale;

/**
 * How far the pipelines are.
 *
 * @param rows records in the file
 * @param strikes records in the topic
 * @param stored rows in the database
 * @param deadLetters records in the dead-letter topic
 * @param lag records of the topic behind the egress connector's committed offsets
 */
record Progress(long rows, long strikes, long stored, long deadLetters, long lag) {

    /** Whether every row has arrived somewhere and every offset is committed. */
    boolean isThrough() {
        return stored + deadLetters >= rows && lag == 0;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "file %,7d rows | topic %,7d | stored %,7d | dead letters %,5d | lag %,7d",
                rows,
                strikes,
                stored,
                deadLetters,
                lag);
    }
}
