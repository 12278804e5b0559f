package io.npipeline.kafka.connect.source;

import io.npipeline.engine.Delivery;
import io.npipeline.engine.OutputRecord;
import io.npipeline.engine.Ownership;
import io.npipeline.records.ProducedRecord;
import io.npipeline.records.ProducedRecord.Receipt;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * One source partition of a task: items in, output records out in their {@link ReleaseOrder}.
 *
 * <p>Positions are stamped so that what the worker stores is right. In a transaction all records of a list carry the
 * position after the list, because they are stored together or not at all, and a transformation may drop any of them.
 * Without one whichever prefix of the list may get acknowledged: all records carry the position before the list, only the
 * last one the position after it.
 *
 * <p>Task thread only.
 *
 * @param <P> a position
 */
final class PartitionFlow<P> {

    private final Map<String, ?> partitionId;
    private final Ownership ownership;
    private final boolean transactional;
    private final ReleaseOrder order;
    private final Progress<P> progress;
    private final CommitTracker<Map<String, Object>> commits;
    private List<Started<P>> waiting = new ArrayList<>();
    private long sequence;
    private long waitingBytes;

    /** The position that records of the next list carry but for the last; {@code null} until something was read. */
    private @Nullable Map<String, Object> before;

    /**
     * @param partitionId what Connect stores positions under
     * @param transactional whether the records of a list are written in one transaction
     * @param progress is told what is read by who tells this flow, right after
     */
    PartitionFlow(
            Map<String, ?> partitionId,
            Ownership ownership,
            boolean transactional,
            ReleaseOrder order,
            Progress<P> progress) {
        this.partitionId = partitionId;
        this.ownership = ownership;
        this.transactional = transactional;
        this.order = order;
        this.progress = progress;
        commits = new CommitTracker<>(progress.position(List.of()));
    }

    /** What positions are stored under, as text. */
    String name() {
        return partitionId.toString();
    }

    /**
     * Registers an item that was read. The caller submits it to {@link #ownership}.
     *
     * @param bytes its size; 0 where that is not known
     * @param at the position to read it from
     */
    Delivery register(int bytes, @Nullable P at) {
        if (before == null) {
            before = progress.position(waiting);
        }
        Delivery delivery = ownership.register(sequence, bytes);
        waiting.add(new Started<>(delivery, sequence, bytes, at));
        sequence++;
        waitingBytes += bytes;
        return delivery;
    }

    Ownership ownership() {
        return ownership;
    }

    /** What comes next lies before what was read, all of which was released: the position before it is of no more use. */
    void startAnew() {
        before = null;
    }

    /** What becomes of the lists. */
    CommitTracker<Map<String, Object>> commits() {
        return commits;
    }

    /** Items whose outputs were not released yet. */
    int unreleased() {
        return waiting.size();
    }

    /** The bytes of such items. */
    long unreleasedBytes() {
        return waitingBytes;
    }

    /** How many items are remembered: from the first that is not done to the last, done ones between included. */
    long span() {
        return ownership.span();
    }

    /**
     * Adds the outputs of items that are done.
     *
     * @param limit the size of the list at which no further item is begun
     */
    void release(List<SourceRecord> list, int limit) {
        ownership.firstUnsettled(); // lets go of what was passed
        BitSet chosen = order.choose(waiting, limit - list.size());
        if (chosen.isEmpty()) {
            return;
        }
        List<OutputRecord> outputs = new ArrayList<>();
        List<Started<P>> rest = new ArrayList<>(waiting.size() - chosen.cardinality());
        for (int i = 0; i < waiting.size(); i++) {
            Started<P> item = waiting.get(i);
            if (chosen.get(i)) {
                outputs.addAll(item.delivery().outputs());
                waitingBytes -= item.bytes();
            } else {
                rest.add(item);
            }
        }
        waiting = rest;
        if (!outputs.isEmpty()) {
            add(outputs, list);
        }
    }

    private void add(List<OutputRecord> outputs, List<SourceRecord> list) {
        Map<String, Object> after = progress.position(waiting);
        Map<String, Object> stamp = transactional ? after : Objects.requireNonNull(before);
        CommitTracker.Receipts receipts = commits.handOver(outputs.size(), after);
        Receipt receipt = transactional ? receipts.ofCarriers() : receipts.ofOthers();
        int last = outputs.size() - 1;
        for (int i = 0; i < last; i++) {
            list.add(new ProducedRecord(partitionId, stamp, outputs.get(i), receipt));
        }
        list.add(new ProducedRecord(partitionId, after, outputs.get(last), receipts.ofCarriers()));
        before = after;
    }

    /** Adds a record that does nothing but carry the position, where that moved since an output carried it. */
    void addHeartbeat(OutputRecord heartbeat, List<SourceRecord> list) {
        if (before != null && !before.equals(progress.position(waiting))) {
            add(List.of(heartbeat), list);
        }
    }

    void close() {
        ownership.release();
    }
}
