package io.npipeline.kafka.connect.source;

import io.npipeline.records.ProducedRecord.Receipt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Follows the lists of one source partition to the worker's producer and into Connect's offset store, and knows up to which
 * position all of it got there. Connect tells of each record that it was written ({@code commitRecord}), and that positions
 * were stored ({@code commit}), but not which.
 *
 * <p>A worker with exactly-once support makes that simple: it calls {@code commitRecord} for all records of a transaction that
 * was committed, and then {@code commit} ({@code ExactlyOnceWorkerSourceTask.commitTransaction}), all on the task thread.
 *
 * <p>Without it three threads are at work ({@code WorkerSourceTask}). The producer's calls {@code commitRecord} and right
 * after it counts the record as acknowledged. The task thread takes over the positions of acknowledged records once in each of
 * its turns, before it polls. The committer's stores what was taken over when it began, and then calls {@code commit}; one
 * commit ends before the next begins, and what one failed to store is stored with the next. So of what was written when a poll
 * began the position was taken over when the next poll begins; what was taken over when a {@code commit} came is stored when the
 * next one comes.
 *
 * <p>Thread safe.
 *
 * @param <P> a position as it is stored
 * @param <A> a position of an item
 */
final class CommitTracker<P, A> {

    /** A list that is not known to be written yet. */
    private final class HandedOver {

        private final AtomicInteger unfinished;
        private final P after;
        private final @Nullable OpenItem<A> oldest;

        /** Whether a record that carries the position was written: those that are dropped take theirs with them. */
        private volatile boolean carried;

        HandedOver(int records, P after, @Nullable OpenItem<A> oldest) {
            unfinished = new AtomicInteger(records);
            this.after = after;
            this.oldest = oldest;
        }

        void done(boolean written, boolean carries) {
            if (written && carries) {
                carried = true;
            }
            if (unfinished.decrementAndGet() == 0) {
                advance();
            }
        }
    }

    /** What the records of a list report to. */
    record Receipts(Receipt ofCarriers, Receipt ofOthers) {}

    private final Deque<HandedOver> open = new ArrayDeque<>();
    private @Nullable P written;
    private @Nullable P writtenBeforePoll;
    private @Nullable P takenOver;
    private @Nullable P takenOverBeforeCommit;
    private volatile @Nullable P durable;

    /**
     * @param stored the position that is stored; {@code null} for none
     */
    CommitTracker(@Nullable P stored) {
        written = stored;
        writtenBeforePoll = stored;
        takenOver = stored;
        takenOverBeforeCommit = stored;
        durable = stored;
    }

    /**
     * A list goes to the worker.
     *
     * @param records how many records it has
     * @param after the position that is stored for it
     * @param oldest the item that was read first of those whose outputs they are; {@code null} where they are of none
     */
    synchronized Receipts handOver(int records, P after, @Nullable OpenItem<A> oldest) {
        HandedOver list = new HandedOver(records, after, oldest);
        open.add(list);
        return new Receipts(written -> list.done(written, true), written -> list.done(written, false));
    }

    /** Connect stores a partition's positions in the order of its records: a list counts once those before it do. */
    private synchronized void advance() {
        HandedOver first = open.peek();
        while (first != null && first.unfinished.get() == 0) {
            open.remove();
            if (first.carried) {
                written = first.after;
            }
            first = open.peek();
        }
    }

    /** The item that was read first of those in lists that are not known to be written; {@code null} with none. */
    synchronized @Nullable OpenItem<A> oldestUnwritten() {
        OpenItem<A> first = null;
        for (HandedOver list : open) {
            OpenItem<A> item = list.unfinished.get() > 0 ? list.oldest : null;
            if (item != null && (first == null || item.sequence() < first.sequence())) {
                first = item;
            }
        }
        return first;
    }

    /** The worker polls the task. */
    synchronized void polled() {
        takenOver = writtenBeforePoll;
        writtenBeforePoll = written;
    }

    /**
     * Connect stored positions.
     *
     * @param ofAllWritten whether those of all records that were written before
     */
    synchronized void committed(boolean ofAllWritten) {
        durable = ofAllWritten ? written : takenOverBeforeCommit;
        takenOverBeforeCommit = takenOver;
    }

    /** The last position that is known to be stored, all that it covers being written; {@code null} for none. */
    @Nullable
    P durable() {
        return durable;
    }
}
