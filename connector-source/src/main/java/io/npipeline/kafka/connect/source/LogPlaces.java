package io.npipeline.kafka.connect.source;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where a relay's consumer is in the logs of its partitions, and where these end. A log has offsets that hold no record for
 * anybody, such as the marks of transactions; only the consumer knows when it is past them, so without it a relay that has read
 * all there is would seem to lag behind.
 *
 * <p>Written by the consumer's thread, read by any.
 */
final class LogPlaces {

    static final long UNKNOWN = -1;

    /**
     * @param records the offset behind the last record that was fetched; {@link #UNKNOWN} before the first
     * @param position where the consumer is; between the two there are no records
     */
    private record Fetched(long records, long position) {}

    private final ConcurrentMap<TopicPartition, Fetched> fetched = new ConcurrentHashMap<>();
    private volatile Map<TopicPartition, Long> ends = Map.of();

    /** Records were fetched. */
    void fetched(TopicPartition partition, long behindLast, long position) {
        fetched.put(partition, new Fetched(behindLast, position));
    }

    /** The consumer is there, without having fetched records since it was last said where it is. */
    void passed(TopicPartition partition, long position) {
        fetched.merge(
                partition,
                new Fetched(UNKNOWN, position),
                (before, now) -> position < before.records() ? now : new Fetched(before.records(), position));
    }

    /** The logs end there. */
    void ends(Map<TopicPartition, Long> found) {
        ends = Map.copyOf(found);
    }

    /** Where logs end is not known any more. */
    void endsUnknown() {
        ends = Map.of();
    }

    /** The end of a partition's log when it was asked for last; {@link #UNKNOWN} where it is not known. */
    long end(TopicPartition partition) {
        return ends.getOrDefault(partition, UNKNOWN);
    }

    /**
     * The first offset of a partition that is not done with; {@link #UNKNOWN} while it is not known.
     *
     * @param open the first record that was taken in and is not done with; {@code null} with none
     * @param reached behind the record that was taken in last; {@code null} where none was
     */
    long frontier(TopicPartition partition, @Nullable Long open, @Nullable Long reached) {
        if (open != null) {
            return open;
        }
        Fetched place = fetched.get(partition);
        if (place == null) {
            return reached == null ? UNKNOWN : reached;
        }
        boolean allTakenIn = place.records() == UNKNOWN || (reached != null && reached >= place.records());
        if (allTakenIn) {
            return place.position();
        }
        return reached == null ? UNKNOWN : reached;
    }

    /** Offsets between a frontier and the end of its log; {@link #UNKNOWN} where one of them is. */
    long lag(TopicPartition partition, long frontier) {
        long end = end(partition);
        return end == UNKNOWN || frontier == UNKNOWN ? UNKNOWN : Math.max(end - frontier, 0);
    }

    /** The sum of lags; {@link #UNKNOWN} where one of them is. */
    static long sum(Collection<Long> lags) {
        return lags.contains(UNKNOWN)
                ? UNKNOWN
                : lags.stream().mapToLong(Long::longValue).sum();
    }
}
