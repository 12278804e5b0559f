package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.ClaimedPartition;
import io.npipeline.node.FencedException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what an ownership's records became to the store that has the position, one transaction after the other, in the order
 * in which the records were read. So the one position that a transaction stores says exactly what is in the store: everything
 * from the records below it, and nothing from those above. A record settles with its transaction.
 *
 * <p>Thread safe: all is guarded by this object's monitor, which is never held while the store is called.
 */
final class PartitionWriter {

    private static final Logger log = LoggerFactory.getLogger(PartitionWriter.class);

    /** How often a position is stored of which no message is to be written. */
    private static final long POSITION_INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();

    private final Object partition;
    private final Ownership ownership;
    private final ClaimedPartition<Object> store;
    private final TransactionalSinkOperator sink;
    private final WriteFailures failures;
    private final RunState state;
    private final Timer timer;
    private final WorkerPool workers;
    private final FlushTimer flushTimer;
    private final PartitionQueue queue;

    /** What goes before the queue: batches that failed, or parts of them. */
    private final Deque<WriteBatch> again = new ArrayDeque<>();

    /** Whether a batch is ready, being written, or waits for a retry or a dead letter. */
    private boolean busy;

    /** Whether the first of {@link #again} waits for its retry. */
    private boolean parked;

    private boolean flushAtOnce;
    private boolean draining;
    private boolean closed;
    private long stored;
    private long storedAt = System.nanoTime() - POSITION_INTERVAL_NANOS;
    private volatile @Nullable FencedException fence;

    /**
     * @param partition names it in the log
     */
    PartitionWriter(
            Object partition,
            Ownership ownership,
            ClaimedPartition<Object> store,
            TransactionalSinkOperator sink,
            BatchLimits limits,
            EngineParts parts) {
        this.partition = partition;
        this.ownership = ownership;
        this.store = store;
        this.sink = sink;
        this.failures = new WriteFailures(sink, partition, ownership, parts);
        this.state = parts.state();
        this.timer = parts.timer();
        this.workers = parts.workers();
        this.flushTimer = new FlushTimer(this, parts.timer(), this::schedule);
        this.queue = new PartitionQueue(limits);
        OptionalLong position = store.position();
        this.stored = position.isPresent() ? position.getAsLong() : OffsetTracker.NONE;
    }

    Ownership ownership() {
        return ownership;
    }

    /** Why the store refuses what is written; empty while it does not. */
    Optional<FencedException> fence() {
        return Optional.ofNullable(fence);
    }

    /** A record was registered, behind those before. */
    synchronized void registered(Delivery delivery) {
        queue.add(delivery);
    }

    /** All branches of a record ended that left something to be written; returns whether this settles it. */
    synchronized boolean ended(Delivery delivery) {
        if (closed) {
            return false;
        }
        delivery.awaitStore();
        schedule();
        return true;
    }

    /** A record settled of which nothing is to be written. */
    synchronized void settled() {
        schedule();
    }

    /** Everything below the offset was consumed. */
    synchronized void consumed(long offset) {
        if (queue.isEmpty() && !busy) {
            queue.passTo(offset);
            schedule();
        }
    }

    /** While set, messages are written without lingering. */
    synchronized void flushAtOnce(boolean atOnce) {
        flushAtOnce = atOnce;
        schedule();
    }

    /** While set, positions are stored without delay. */
    synchronized void drain(boolean drains) {
        draining = drains;
        schedule();
    }

    /** Whether the store has the position of all that is done. */
    synchronized boolean isUpToDate() {
        return closed || (!busy && queue.isEmpty() && queue.passed() <= stored);
    }

    /** The batch that waits for its retry, if one does, and what is to be written behind it: one domain. Any thread. */
    synchronized Parked parked() {
        if (!parked || closed) {
            return Parked.NONE;
        }
        return new Parked(
                1,
                queue.messages()
                        + again.stream()
                                .mapToLong(batch -> batch.messages().size())
                                .sum());
    }

    /** The partition is about to be given up: what is dropped from now on must not be taken for done. */
    synchronized void close() {
        closed = true;
    }

    /** After {@link #close}: lets go of what waits. What is being written is let go of when that has ended. */
    void drop() {
        List<Delivery> dropped;
        synchronized (this) {
            dropped = queue.removeAll();
            again.forEach(batch -> dropped.addAll(batch.deliveries()));
            again.clear();
        }
        dropped.forEach(Delivery::finish);
    }

    private void schedule() {
        if (closed || fence != null) {
            return;
        }
        long now = System.nanoTime();
        queue.advance(now);
        if (busy) {
            return;
        }
        long nanos = nanosUntilDue(now);
        if (nanos <= 0) {
            busy = true;
            workers.addFirst(this::write);
        } else if (nanos != Long.MAX_VALUE) {
            flushTimer.lookAfter(nanos, now);
        }
    }

    private long nanosUntilDue(long now) {
        if (!again.isEmpty()) {
            return 0;
        }
        if (queue.hasUnits()) {
            return flushAtOnce || queue.isFull() ? 0 : queue.nanosUntilLinger(now);
        }
        if (queue.passed() > stored) {
            return draining ? 0 : storedAt + POSITION_INTERVAL_NANOS - now;
        }
        return Long.MAX_VALUE;
    }

    /** On a worker: writes what is due. */
    private void write() {
        WriteBatch batch = next();
        if (batch == null) {
            return;
        }
        try {
            sink.write(store, cast(batch.messages()), batch.position());
        } catch (FencedException e) {
            fenced(batch, e);
            return;
        } catch (Throwable error) {
            failed(batch, error);
            return;
        }
        written(batch);
    }

    /** {@code null} when nothing is to be written any more. */
    private synchronized @Nullable WriteBatch next() {
        parked = false;
        if (closed || state.isHalted()) {
            return null;
        }
        WriteBatch first = again.poll();
        if (first != null) {
            return first;
        }
        return queue.hasUnits() ? WriteBatch.of(queue.take()) : WriteBatch.ofPosition(queue.passed());
    }

    private void written(WriteBatch batch) {
        synchronized (this) {
            stored = Math.max(stored, batch.position());
            storedAt = System.nanoTime();
        }
        goOnBehind(batch);
    }

    /** The batch ends here, in the store or not. */
    private void goOnBehind(WriteBatch batch) {
        batch.deliveries().forEach(Delivery::finish);
        synchronized (this) {
            queue.passTo(batch.position());
            busy = false;
            schedule();
        }
    }

    private void failed(WriteBatch batch, Throwable error) {
        switch (failures.decide(batch, error)) {
            case AGAIN -> putBack(List.of(batch), batch.retryDelay());
            case DIVIDE -> putBack(batch.halves(), Duration.ZERO);
            case PROVE -> {
                batch.proven();
                putBack(List.of(batch.nothingBefore(), batch), Duration.ZERO);
            }
            case GIVE_UP -> goOnBehind(batch);
            case DEAD_LETTER -> failures.sendLetters(batch, () -> goOnBehind(batch));
            case STOP -> keep(batch);
        }
    }

    /** The batches are next, after the delay. */
    private void putBack(List<WriteBatch> batches, Duration delay) {
        for (int i = batches.size() - 1; i >= 0; i--) {
            keep(batches.get(i));
        }
        synchronized (this) {
            parked = !delay.isZero();
        }
        timer.schedule(this::write, delay.toNanos());
    }

    /** Leaves a batch unsettled, unless its partition was given up. */
    private void keep(WriteBatch batch) {
        synchronized (this) {
            if (!closed) {
                again.push(batch);
                return;
            }
        }
        batch.deliveries().forEach(Delivery::finish);
    }

    /** Nothing more is written. What is in flight stays so until the task thread gives the partition up. */
    private void fenced(WriteBatch batch, FencedException refusal) {
        if (!ownership.isReleased()) {
            log.warn("Node \"{}\" may write no more of {}: {}", sink.name(), partition, refusal.getMessage());
            fence = refusal;
        }
        keep(batch);
    }

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    private static List<KafkaMessage<Object>> cast(List<KafkaMessage<?>> messages) {
        return (List<KafkaMessage<Object>>) (List<?>) Collections.unmodifiableList(messages);
    }
}
