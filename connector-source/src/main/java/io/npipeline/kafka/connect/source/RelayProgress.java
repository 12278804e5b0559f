package io.npipeline.kafka.connect.source;

import io.npipeline.engine.OffsetMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a partition of a topic was read, and what of it an earlier task has relayed already.
 *
 * <p>Task thread only.
 */
final class RelayProgress implements Progress<Long> {

    private static final long UNKNOWN = -1;

    /** The offset behind the record that was read last. */
    private long next;

    /** What an earlier task relayed; of no meaning below {@link #next}. */
    private OffsetMap earlier;

    /** Marks what is stored. */
    private final PartitionStarts starts;

    /**
     * @param stored the position to go on from; {@code null} for none
     */
    RelayProgress(@Nullable RelayPosition stored, PartitionStarts starts) {
        this.starts = starts;
        next = stored == null ? UNKNOWN : stored.offset();
        earlier = stored == null ? OffsetMap.empty(0) : stored.done();
    }

    /** Whether the offset lies before what was read: the log was cut off, or is another one. */
    boolean isBack(long offset) {
        return offset < next;
    }

    /** Whether an earlier task relayed the record. */
    boolean isDone(long offset) {
        return earlier.isSettled(offset);
    }

    /** What an earlier task relayed was of another log. */
    void forgetEarlier() {
        earlier = OffsetMap.empty(0);
    }

    /**
     * Takes note of a record that comes next. Where no position is stored it is the first one: without it a restart before the
     * first list is written whole would begin where {@code npipeline.source.start.at} says, behind records that were read. What was
     * relayed of a log that was cut off says nothing of this one.
     */
    void reach(long offset) {
        if (isBack(offset)) {
            forgetEarlier();
        }
        next = offset;
    }

    /** The record that came next was read. */
    void pass() {
        next++;
    }

    @Override
    public @Nullable Long reached() {
        return next == UNKNOWN ? null : next;
    }

    @Override
    public Map<String, Object> position(List<Started<Long>> waiting) {
        if (next == UNKNOWN) {
            return starts.mark(TopicPartitions.stamp(null));
        }
        long[] unsettled = waiting.stream()
                .mapToLong(item -> Objects.requireNonNull(item.at()))
                .toArray();
        OffsetMap done = OffsetMap.allBut(unsettled, next, earlier);
        return starts.mark(TopicPartitions.stamp(new RelayPosition(done.base(), done)));
    }
}
