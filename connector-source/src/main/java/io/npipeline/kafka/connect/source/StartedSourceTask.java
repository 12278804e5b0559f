package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.LoadedPipeline;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.TaskMetrics;
import io.npipeline.records.ProducedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.TransactionContext;
import org.jspecify.annotations.Nullable;

/**
 * A running source task: takes items from its feed, runs them through the pipeline, hands their outputs to the worker.
 *
 * <p>Where the worker gives the task transactions, a list is one transaction, committed on the list's last record: outputs,
 * dead letters and positions are stored together or not at all.
 *
 * <p>Task thread only, but for {@link #produced} and {@link #committed}.
 */
final class StartedSourceTask implements AutoCloseable {

    /** The worker can stop the task only between polls. */
    private static final Duration POLL_LIMIT = Duration.ofMillis(500);

    /** After so long without anything that was done, nothing moves. */
    private static final Duration STANDSTILL = Duration.ofMillis(50);

    /** Enough for the producer's batches; a list is also what a restart repeats at the least. */
    private static final int LIST_LIMIT = 2_000;

    /** A transaction costs as much as some thousand records, and a restart repeats none of it. */
    private static final int TRANSACTION_LIMIT = 10_000;

    private final PipelineEngine engine;
    private final LoadedPipeline pipeline;
    private final SourceFeed feed;
    private final TaskClients clients;
    private final List<? extends PartitionFlow<?>> flows;
    private final Arrivals arrivals;
    private final @Nullable TransactionContext transactions;
    private final TransactionPacer pacer;
    private final LongSupplier pacerNanos;
    private final ListMeter lists;
    private final TaskMetrics metrics;
    private final Heartbeats heartbeats;
    private final InFlightLimits limits;
    private final Duration drainTimeout;
    private final Thread taskThread = Thread.currentThread();
    private int firstReleased;

    /** Whether the worker has no transactions, not even of its own: only then its producer's thread tells of records. */
    private volatile boolean producerTells;

    /**
     * @param pacerNanos the time by which transactions are spaced, as {@link System#nanoTime} has it
     */
    StartedSourceTask(
            PipelineEngine engine,
            LoadedPipeline pipeline,
            SourceFeed feed,
            TaskClients clients,
            Arrivals arrivals,
            @Nullable TransactionContext transactions,
            Duration maxTransactionWait,
            LongSupplier pacerNanos,
            ListMeter lists,
            TaskMetrics metrics,
            Heartbeats heartbeats,
            InFlightLimits limits,
            Duration drainTimeout) {
        this.engine = engine;
        this.pipeline = pipeline;
        this.feed = feed;
        this.clients = clients;
        this.flows = feed.flows();
        this.arrivals = arrivals;
        this.transactions = transactions;
        this.pacer = new TransactionPacer(transactions == null ? Duration.ZERO : maxTransactionWait);
        this.pacerNanos = pacerNanos;
        this.lists = lists;
        this.metrics = metrics;
        this.heartbeats = heartbeats;
        this.limits = limits;
        this.drainTimeout = drainTimeout;
    }

    /** The outputs that can be produced now; {@code null} when none came in time. */
    @Nullable
    List<SourceRecord> poll() throws InterruptedException {
        long now = System.nanoTime();
        long deadline = now + POLL_LIMIT.toNanos();
        pacer.asked(pacerNanos.getAsLong());
        lists.asked(now);
        flows.forEach(flow -> flow.commits().polled());
        while (true) {
            arrivals.prepareToWait();
            engine.throwIfFailed();
            engine.turn();
            takeIn();
            flows.forEach(PartitionFlow::show);
            long rest = isFullOfOutputs() ? 0 : pacer.waitNanos(pacerNanos.getAsLong());
            List<SourceRecord> list = rest > 0 ? List.of() : release();
            if (!list.isEmpty()) {
                handOver(list);
                return list;
            }
            feed.throwIfEnded();
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            await(rest > 0 ? Math.min(left, rest) : left);
        }
    }

    /** Whether what is done takes most of what may be in flight, so that to wait for others is to wait in vain. */
    private boolean isFullOfOutputs() {
        long unreleased = flows.stream().mapToLong(PartitionFlow::unreleased).sum();
        return limits.areReached(flows) && 2 * engine.inFlightRecords() <= unreleased;
    }

    private void handOver(List<SourceRecord> list) {
        engine.intakePaused(false);
        if (transactions != null) {
            transactions.commitTransaction(list.get(list.size() - 1));
        }
        pacer.handedOver(list.size(), pacerNanos.getAsLong());
        lists.handedOver(list, System.nanoTime());
    }

    /** Where no items come and nothing moves, batches may be waiting for items in vain. */
    private void await(long nanos) throws InterruptedException {
        boolean closed = engine.isIntakeBlocked() || limits.areReached(flows) || feed.hasEnded();
        boolean arrived = arrivals.await(closed ? Math.min(nanos, STANDSTILL.toNanos()) : nanos);
        engine.intakePaused(closed && !arrived);
    }

    /** Begins with another partition each time, so that a busy one cannot keep the others out of the list. */
    private List<SourceRecord> release() {
        List<SourceRecord> list = new ArrayList<>();
        int count = flows.size();
        int limit = transactions == null ? LIST_LIMIT : TRANSACTION_LIMIT;
        for (int i = 0; i < count; i++) {
            flows.get((firstReleased + i) % count).release(list, limit);
        }
        firstReleased = (firstReleased + 1) % Math.max(count, 1);
        heartbeats.addDue(flows, list);
        flows.forEach(PartitionFlow::show);
        return list;
    }

    private void takeIn() {
        boolean any = true;
        while (any && !engine.isIntakeBlocked() && !limits.areReached(flows)) {
            any = feed.takeNext();
        }
        engine.dispatch();
    }

    /**
     * Any thread. The worker says what became of a record.
     *
     * @param metadata {@code null} when the record was not produced because a transformation dropped it
     */
    void produced(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (metadata != null && Thread.currentThread() != taskThread) {
            producerTells = true;
        }
        if (record instanceof ProducedRecord own) {
            own.receipt().done(metadata != null);
            if (metadata != null) {
                lists.produced(own);
            }
            if (metadata == null && own.isDeadLetter()) {
                engine.fail(new ConnectException("A dead letter for topic " + own.topic()
                        + " was dropped by a transformation; keep transformations away from that topic"));
            }
        }
    }

    /** Any thread. The worker says that it stored positions, though not which. */
    void committed() {
        flows.forEach(flow -> flow.commits().committed(!producerTells));
        lists.committed();
        clients.committed();
    }

    /** What is in flight cannot leave any more, so only calls that run are waited for, and reads by half of the limit. */
    @Override
    public void close() {
        long begin = System.nanoTime();
        metrics.close();
        engine.stopStarting();
        feed.stop(drainTimeout.dividedBy(2));
        flows.forEach(PartitionFlow::close);
        Duration left = drainTimeout.minusNanos(System.nanoTime() - begin);
        engine.close(left.isNegative() ? Duration.ZERO : left);
        feed.close();
        pipeline.close();
        clients.close();
    }
}
