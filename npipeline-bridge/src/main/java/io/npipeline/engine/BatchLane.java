package io.npipeline.engine;

import io.npipeline.node.BatchLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The messages of one partition that wait at a batcher, and the lane in which their batches run one after the other. A
 * batch is made up when it can start, so that what comes meanwhile is in the next.
 *
 * <p>The queue is guarded by this object's monitor, whose holder also plays the producer of the lane.
 */
final class BatchLane extends Lane {

    private final WaitingItems queue;
    private final BooleanSupplier flushAtOnce;
    private final RunState state;
    private final FlushTimer flushTimer;
    private final OperatorMeter meter;
    private final WorkerPool workers;

    /** How many of those that wait are tombstones, which end the batch before them and go on alone. */
    private int tombstones;

    BatchLane(
            int partitionSlot,
            BatchLimits limits,
            DeliveryRunner runner,
            BooleanSupplier flushAtOnce,
            OperatorMeter meter,
            EngineParts parts) {
        super(partitionSlot, 0, null, runner);
        this.queue = new WaitingItems(limits);
        this.flushAtOnce = flushAtOnce;
        this.state = parts.state();
        this.flushTimer = new FlushTimer(this, parts.timer(), this::startNext);
        this.meter = meter;
        this.workers = parts.workers();
    }

    void add(BatchItem item) {
        synchronized (this) {
            queue.add(item);
            tombstones += item.isTombstone() ? 1 : 0;
            startNext();
        }
        if (item.isLost()) {
            // Its partition may have been given up too early for dropLost to find it here.
            dropLost();
        }
    }

    /** What waits for the next batch. */
    @Override
    synchronized int behindHead() {
        return queue.size();
    }

    void dropLost() {
        List<BatchItem> lost;
        synchronized (this) {
            lost = queue.removeIf(BatchItem::isLost);
            forget(lost);
        }
        lost.forEach(item -> item.delivery().release());
    }

    /** Starts a batch if one is due and none runs; otherwise sees to it that one starts in time. */
    synchronized void startNext() {
        while (queue.peek() != null && isIdle() && !state.isHalted()) {
            long now = System.nanoTime();
            long nanos =
                    queue.isFull() || tombstones > 0 || flushAtOnce.getAsBoolean() ? 0 : queue.nanosUntilLinger(now);
            if (nanos > 0) {
                flushTimer.lookAfter(nanos, now);
                return;
            }
            start(queue.take(BatchItem::isTombstone));
        }
    }

    /** Starts a batch of those items whose partition is owned, if there are any. */
    private void start(List<BatchItem> taken) {
        forget(taken);
        // What is left is of one ownership: a later one begins only when those before it are lost.
        List<BatchItem> owned = new ArrayList<>(taken.size());
        for (BatchItem item : taken) {
            if (item.isLost()) {
                item.delivery().release();
            } else {
                owned.add(item);
            }
        }
        if (owned.isEmpty()) {
            return;
        }
        BatchDelivery batch = BatchDelivery.of(owned);
        batch.enter(batch.batchMessage());
        batch.lane(this);
        meter.wentOut(1);
        gather(batch);
        publish();
        workers.addFirst(this);
    }

    private void forget(List<BatchItem> items) {
        for (BatchItem item : items) {
            tombstones -= item.isTombstone() ? 1 : 0;
        }
    }

    @Override
    public void run(Tally tally) {
        super.run(tally);
        startNext();
    }
}
