package io.npipeline.engine;

/**
 * How a partition stands. Immutable.
 *
 * @param firstUnsettled the first offset that is not settled; -1 when all are
 * @param lastOffset the offset registered last; -1 when there was none
 * @param inFlight how many records are not settled; where they are settled at their intake, how many run
 * @param unsettledSince when the first unsettled record was registered, on the clock of {@link System#nanoTime}; says nothing
 *     when all are settled
 */
public record PartitionReading(long firstUnsettled, long lastOffset, long inFlight, long unsettledSince) {

    static final PartitionReading NOTHING = new PartitionReading(OffsetTracker.NONE, OffsetTracker.NONE, 0, 0);

    public boolean hasUnsettled() {
        return firstUnsettled != OffsetTracker.NONE;
    }

    PartitionReading withInFlight(long records) {
        return new PartitionReading(firstUnsettled, lastOffset, records, unsettledSince);
    }
}
