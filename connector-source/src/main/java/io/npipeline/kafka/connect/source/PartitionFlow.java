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
 * <p>Task thread only, unless said otherwise.
 *
 * @param <P> a position
 */
final class PartitionFlow<P> {

    private final Map<String, ?> partitionId;
    private final Ownership ownership;
    private final boolean transactional;
    private final ReleaseOrder order;
    private final Progress<P> progress;
    private final CommitTracker<Map<String, Object>, P> commits;
    private List<Started<P>> waiting = new ArrayList<>();
    private long sequence;
    private long waitingBytes;
    private long releasedOutputs;

    /** The position that records of the next list carry but for the last; {@code null} until something was read. */
    private @Nullable Map<String, Object> before;

    /** Whether there is something that {@link #reading} does not show. */
    private boolean changed;

    private volatile FlowReading<P> reading;

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
        reading = new FlowReading<>(0, null, progress.reached());
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
     * @param now {@link System#nanoTime}
     */
    Delivery register(int bytes, @Nullable P at, long now) {
        if (before == null) {
            before = progress.position(waiting);
        }
        Delivery delivery = ownership.register(sequence, bytes);
        waiting.add(new Started<>(delivery, sequence, bytes, at, now));
        sequence++;
        waitingBytes += bytes;
        changed = true;
        return delivery;
    }

    /** Something was read that needs not run. */
    void passed() {
        changed = true;
    }

    Ownership ownership() {
        return ownership;
    }

    /** What comes next lies before what was read, all of which was released: the position before it is of no more use. */
    void startAnew() {
        before = null;
    }

    /** What becomes of the lists. */
    CommitTracker<Map<String, Object>, P> commits() {
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
        changed = true;
        List<OutputRecord> outputs = new ArrayList<>();
        Started<P> oldest = null;
        List<Started<P>> rest = new ArrayList<>(waiting.size() - chosen.cardinality());
        for (int i = 0; i < waiting.size(); i++) {
            Started<P> item = waiting.get(i);
            if (chosen.get(i)) {
                outputs.addAll(item.delivery().outputs());
                oldest = oldest == null && !outputs.isEmpty() ? item : oldest;
                waitingBytes -= item.bytes();
            } else {
                rest.add(item);
            }
        }
        waiting = rest;
        if (!outputs.isEmpty()) {
            releasedOutputs += outputs.size();
            add(outputs, oldest, list);
        }
    }

    private void add(List<OutputRecord> outputs, @Nullable Started<P> oldest, List<SourceRecord> list) {
        Map<String, Object> after = progress.position(waiting);
        Map<String, Object> stamp = transactional ? after : Objects.requireNonNull(before);
        CommitTracker.Receipts receipts =
                commits.handOver(outputs.size(), after, oldest == null ? null : oldest.open());
        Receipt receipt = transactional ? receipts.ofCarriers() : receipts.ofOthers();
        int last = outputs.size() - 1;
        long now = System.nanoTime();
        for (int i = 0; i < last; i++) {
            list.add(new ProducedRecord(partitionId, stamp, outputs.get(i), receipt, now));
        }
        list.add(new ProducedRecord(partitionId, after, outputs.get(last), receipts.ofCarriers(), now));
        before = after;
    }

    /** Adds a record that does nothing but carry the position, where that moved since an output carried it. */
    void addHeartbeat(OutputRecord heartbeat, List<SourceRecord> list) {
        if (before != null && !before.equals(progress.position(waiting))) {
            add(List.of(heartbeat), null, list);
        }
    }

    /** Lets other threads see what this one does. */
    void show() {
        if (changed) {
            changed = false;
            reading = new FlowReading<>(releasedOutputs, waiting.isEmpty() ? null : waiting.get(0), progress.reached());
        }
    }

    /** Any thread. The flow when it was shown last. */
    FlowReading<P> reading() {
        return reading;
    }

    /**
     * Any thread. The item that was read first of those that are not done with: its outputs are not all made, or not known to
     * be written. {@code null} when all are done with.
     */
    @Nullable
    OpenItem<P> oldestOpen() {
        return oldestOpen(reading);
    }

    /** Any thread. The same, of the items that had been taken in when the flow was shown so. */
    @Nullable
    OpenItem<P> oldestOpen(FlowReading<P> seen) {
        // What is seen to wait no more is in a list already, if it has outputs.
        Started<P> first = seen.oldest();
        OpenItem<P> unwritten = commits.oldestUnwritten();
        return first == null || (unwritten != null && unwritten.sequence() < first.sequence())
                ? unwritten
                : first.open();
    }

    void close() {
        ownership.release();
    }
}
