package io.npipeline.kafka.connect.source;

import io.npipeline.engine.Delivery;
import io.npipeline.engine.OutputRecord;
import io.npipeline.engine.Ownership;
import io.npipeline.records.ProducedRecord;
import io.npipeline.records.ProducedRecord.Receipt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * One source partition of a task: items in, output records out in the order in which the items were read, whatever the
 * order in which they were done.
 *
 * <p>Positions are stamped so that what the worker stores is right. In a transaction all records of a list carry the
 * position after its last item, because they are stored together or not at all, and a transformation may drop any of them.
 * Without one whichever prefix of the list may get acknowledged: all records carry the position before its first item, only
 * the last one the position after its last.
 *
 * <p>Task thread only.
 *
 * @param <P> a position
 */
final class PartitionFlow<P> {

    private record Started<P>(Delivery delivery, long sequence, int bytes, P after) {}

    private final Map<String, ?> partitionId;
    private final Ownership ownership;
    private final boolean transactional;
    private final Function<@Nullable P, Map<String, Object>> toStamp;
    private final CommitTracker<P> commits;
    private final Deque<Started<P>> started = new ArrayDeque<>();
    private long sequence;
    private long unreleasedBytes;

    /** The position that records of the next list carry but for the last; {@code null} for the beginning. */
    private @Nullable P before;

    /** The position behind all items whose outputs were released, or that had none. */
    private @Nullable P released;

    /**
     * @param partitionId what Connect stores positions under
     * @param from the position that is stored; {@code null} for none
     * @param transactional whether the records of a list are written in one transaction
     * @param toStamp what Connect stores for a position
     */
    PartitionFlow(
            Map<String, ?> partitionId,
            Ownership ownership,
            @Nullable P from,
            boolean transactional,
            Function<@Nullable P, Map<String, Object>> toStamp) {
        this.partitionId = partitionId;
        this.ownership = ownership;
        this.transactional = transactional;
        this.toStamp = toStamp;
        commits = new CommitTracker<>(from);
        before = from;
        released = from;
    }

    /** Says where the partition begins, where no position is stored and the source can tell. */
    void beginAt(P position) {
        if (before == null) {
            before = position;
            released = position;
        }
    }

    /**
     * Registers an item that was read. The caller submits it to {@link #ownership}.
     *
     * @param bytes its size; 0 where that is not known
     * @param after the position behind it
     */
    Delivery register(int bytes, P after) {
        Delivery delivery = ownership.register(sequence, bytes);
        started.add(new Started<>(delivery, sequence, bytes, after));
        sequence++;
        unreleasedBytes += bytes;
        return delivery;
    }

    Ownership ownership() {
        return ownership;
    }

    /** What becomes of the lists. */
    CommitTracker<P> commits() {
        return commits;
    }

    /** Items whose outputs were not released yet. */
    int unreleased() {
        return started.size();
    }

    /** The bytes of such items. */
    long unreleasedBytes() {
        return unreleasedBytes;
    }

    /**
     * Adds the outputs of all items that are done up to the first that is not settled. All outputs of an item are in one
     * list, and so are all items that went into one batch.
     *
     * @param limit the size of the list at which no further item is begun
     */
    void release(List<SourceRecord> list, int limit) {
        ownership.firstUnsettled();
        List<OutputRecord> outputs = new ArrayList<>();
        int together = doneTogether();
        while (together > 0 && list.size() + outputs.size() < limit) {
            for (int i = 0; i < together; i++) {
                Started<P> first = started.remove();
                outputs.addAll(first.delivery().outputs());
                released = first.after();
                unreleasedBytes -= first.bytes();
            }
            together = doneTogether();
        }
        if (outputs.isEmpty()) {
            return;
        }
        Map<String, Object> afterStamp = toStamp.apply(released);
        Map<String, Object> beforeStamp = transactional ? afterStamp : toStamp.apply(before);
        int last = outputs.size() - 1;
        CommitTracker.Receipts receipts = commits.handOver(outputs.size(), Objects.requireNonNull(released));
        Receipt beforeReceipt = transactional ? receipts.ofCarriers() : receipts.ofOthers();
        for (int i = 0; i < last; i++) {
            list.add(new ProducedRecord(partitionId, beforeStamp, outputs.get(i), beforeReceipt));
        }
        list.add(new ProducedRecord(partitionId, afterStamp, outputs.get(last), receipts.ofCarriers()));
        before = released;
    }

    /**
     * How many items from the first on are to be released together; 0 when one of them is not done. A position between the
     * items of a batch would repeat some of them without the others after a restart, or none of them.
     */
    private int doneTogether() {
        int count = 0;
        long end = 0;
        for (Started<P> item : started) {
            if (!item.delivery().isSettled()) {
                return 0;
            }
            count++;
            end = Math.max(end, item.delivery().batchedUpTo());
            if (item.sequence() >= end) {
                return count;
            }
        }
        return 0;
    }

    void close() {
        ownership.release();
    }
}
