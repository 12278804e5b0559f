package io.npipeline.jdbc;

/**
 * A row of the positions' table. Immutable.
 *
 * @param epoch the number of its last claim
 * @param nextOffset the position; {@link #NONE} when there is none yet
 */
record PositionRow(long epoch, long nextOffset) {

    static final long NONE = -1;
}
