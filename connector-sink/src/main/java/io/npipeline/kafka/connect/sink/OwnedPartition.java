package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.Ownership;
import io.npipeline.engine.PartitionReading;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A partition the task has, with what earlier owners settled of it and how far it may be committed.
 *
 * <p>Task thread only, but for {@link #look} and {@link #ownership}.
 */
final class OwnedPartition {

    private static final Logger log = LoggerFactory.getLogger(OwnedPartition.class);

    private final TopicPartition partition;
    private final Ownership ownership;
    private final OffsetMapSettings mapSettings;
    private OffsetMap earlier;
    private final long begin;
    private @Nullable OffsetAndMetadata lastCommittable;

    /** What the worker had consumed at the last commit; until then where the records begin, if that is known. */
    private volatile long consumed;

    /**
     * @param earlier what an earlier owner settled above the offset it committed
     */
    OwnedPartition(TopicPartition partition, Ownership ownership, OffsetMapSettings mapSettings, OffsetMap earlier) {
        this(partition, ownership, mapSettings, earlier, LogEnds.UNKNOWN);
    }

    /**
     * @param begin no record below this offset is to come; {@link LogEnds#UNKNOWN} where that is not known
     */
    OwnedPartition(
            TopicPartition partition,
            Ownership ownership,
            OffsetMapSettings mapSettings,
            OffsetMap earlier,
            long begin) {
        this.begin = begin;
        this.consumed = begin;
        this.partition = partition;
        this.ownership = ownership;
        this.mapSettings = mapSettings;
        this.earlier = earlier;
    }

    Ownership ownership() {
        return ownership;
    }

    /** How it stands by what was taken in and what the worker said at its last commit. Any thread. */
    PartitionLook look() {
        // Before the reading: what was taken in when it was said is in that.
        long known = consumed;
        PartitionReading reading = ownership.reading();
        if (reading.hasUnsettled()) {
            return new PartitionLook(reading, reading.firstUnsettled());
        }
        return new PartitionLook(reading, reading.lastOffset() < 0 ? known : Math.max(known, reading.lastOffset() + 1));
    }

    /** Records come from this offset on. */
    long nextOffset() {
        return Math.max(begin, ownership.lastOffset() + 1);
    }

    /** Whether an earlier owner settled the record that now comes. */
    boolean isSettledEarlier(long offset) {
        forgetMapAbove(offset);
        return earlier.isSettled(offset);
    }

    /** What {@link #committable} answered last. */
    @Nullable
    OffsetAndMetadata lastCommittable() {
        return lastCommittable;
    }

    /**
     * The offset to commit: that of the first record not settled, or with none in flight what was consumed, so that
     * records which a transformation dropped and gaps in the log do not hold it back. Never above what was consumed. Its
     * metadata is the map of what is settled above it.
     *
     * @param position the offset behind the last record that the worker consumed
     * @param mark follows the map, see {@link OffsetMap#END}; may be empty
     */
    OffsetAndMetadata committable(long position, String mark) {
        consumed = position;
        forgetMapAbove(position);
        long unsettled = ownership.firstUnsettled();
        if (unsettled < 0) {
            ownership.consumed(position);
        }
        long offset = unsettled < 0 ? position : Math.min(unsettled, position);
        int room = mapSettings.maxBytes() - mark.length();
        String map = mapSettings.enabled() ? settledAbove(offset, unsettled).encode(room) : "";
        lastCommittable = new OffsetAndMetadata(offset, map + mark);
        return lastCommittable;
    }

    /** A consumer that stands below what it handed over reads another log now, of which nothing is settled. */
    private OffsetMap settledAbove(long offset, long unsettled) {
        return offset < unsettled ? OffsetMap.empty(offset) : ownership.settledAbove(offset, earlier);
    }

    /**
     * A consumer that stands below the committed offset was set back because its log is not the one of the commit, or
     * because someone wants records again. Either way the map says nothing about what comes.
     */
    private void forgetMapAbove(long offset) {
        if (offset < earlier.base()) {
            log.warn(
                    "The offset map of {} at the committed offset {} is ignored: the consumer stands below it, at {}",
                    partition,
                    earlier.base(),
                    offset);
            earlier = OffsetMap.empty(0);
        }
    }
}
