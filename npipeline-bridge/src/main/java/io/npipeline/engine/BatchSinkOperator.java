package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Rejection;
import io.npipeline.node.BatchFailure;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Gathers messages and writes them in batches, one batch at a time. Lanes hand their messages over in order and go on; the
 * delivery is settled when the batch is written.
 *
 * <p>The queue and {@code flushing} are guarded by this object's monitor, which is never held while the node is called.
 */
final class BatchSinkOperator extends Operator implements Gathering, Runnable {

    private final BatchSinkNode<Object> node;
    private final @Nullable OpenShares openShares;
    private final @Nullable NodeCircuit circuit;
    private final FailureHandler failures;
    private final DeadLetterDispatch deadLetters;
    private final RunState state;
    private final FlushTimer flushTimer;
    private final WorkerPool workers;
    private final Clock clock;
    private final BatchQueue queue;

    /** Whether a flush is ready or running. */
    private boolean flushing;

    private boolean flushAtOnce;

    /**
     * @param openShares where items wait for the user's acknowledgement; {@code null} where the write settles them
     */
    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    BatchSinkOperator(
            String name,
            FailurePolicy policy,
            BatchSinkNode<?> node,
            BatchLimits limits,
            @Nullable OpenShares openShares,
            @Nullable NodeCircuit circuit,
            FailureHandler failures,
            DeadLetterDispatch deadLetters,
            RunState state,
            Timer timer,
            WorkerPool workers,
            Clock clock) {
        super(name, policy);
        this.node = (BatchSinkNode<Object>) node;
        this.openShares = openShares;
        this.circuit = circuit;
        this.failures = failures;
        this.deadLetters = deadLetters;
        this.state = state;
        this.flushTimer = new FlushTimer(this, timer, this::scheduleFlush);
        this.workers = workers;
        this.clock = clock;
        this.queue = new BatchQueue(limits);
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) {
        // Bound here, so that a body that does not fit fails alone and not with its batch.
        message.body();
        delivery.retain();
        BatchItem item = new BatchItem(message, delivery, System.nanoTime());
        synchronized (this) {
            queue.add(item);
            if (queue.heldBack(delivery.lane()) == failures.maxWaiting()) {
                queue.hasten(delivery.lane(), item.addedAt());
            }
            scheduleFlush();
        }
        dropIfLost(List.of(item));
        return null;
    }

    @Override
    public synchronized void flushAtOnce(boolean atOnce) {
        flushAtOnce = atOnce;
        scheduleFlush();
    }

    @Override
    public void dropLost() {
        List<BatchItem> lost;
        synchronized (this) {
            lost = queue.removeLost();
        }
        lost.forEach(this::settle);
    }

    /** Looks again whether a batch is due, after the circuit let none through. */
    synchronized void flushIfDue() {
        scheduleFlush();
    }

    /** Writes one batch, if one is due. */
    @Override
    public void run() {
        if (circuit != null && !enter(circuit)) {
            return;
        }
        List<BatchItem> batch;
        synchronized (this) {
            long now = System.nanoTime();
            batch = queue.nanosUntilDue(now, flushAtOnce) <= 0 ? queue.take(now) : List.of();
        }
        if (state.isHalted()) {
            return;
        }
        List<BatchItem> owned = withoutLost(batch);
        if (!owned.isEmpty()) {
            write(owned);
        } else if (circuit != null) {
            circuit.notCalled();
        }
        synchronized (this) {
            flushing = false;
            scheduleFlush();
        }
    }

    /** Whether the node may be called. If not, what waits stays in the queue until the circuit changes. */
    private boolean enter(NodeCircuit asked) {
        long seenChanges = asked.changes();
        if (asked.tryEnter()) {
            return true;
        }
        synchronized (this) {
            flushing = false;
            // A change while the flush was under way found nothing to start.
            if (asked.changes() != seenChanges) {
                scheduleFlush();
            }
        }
        return false;
    }

    private void scheduleFlush() {
        if (flushing) {
            return;
        }
        long now = System.nanoTime();
        long nanos = queue.nanosUntilDue(now, flushAtOnce);
        if (nanos <= 0) {
            flushing = true;
            workers.addFirst(this);
        } else if (nanos != Long.MAX_VALUE) {
            flushTimer.lookAfter(nanos, now);
        }
    }

    /** For items just queued: their partition may have been given up too early for {@link #dropLost} to find them here. */
    private void dropIfLost(List<BatchItem> items) {
        for (BatchItem item : items) {
            if (item.isLost()) {
                dropLost();
                return;
            }
        }
    }

    private List<BatchItem> withoutLost(List<BatchItem> batch) {
        List<BatchItem> owned = new ArrayList<>(batch.size());
        for (BatchItem item : batch) {
            if (item.isLost()) {
                settle(item);
            } else {
                owned.add(item);
            }
        }
        return owned;
    }

    private void write(List<BatchItem> batch) {
        List<KafkaMessage<Object>> messages = new ArrayList<>(batch.size());
        for (BatchItem item : batch) {
            messages.add(cast(given(item)));
        }
        try {
            node.write(messages);
        } catch (BatchFailure partial) {
            Map<Integer, Throwable> errors = partial.failures();
            // Whatever the node meant by an index outside the batch, it did not write all of it.
            boolean known = errors.keySet().stream().allMatch(index -> index >= 0 && index < batch.size());
            called(known ? (errors.size() < batch.size() ? List.of() : errors.values()) : List.of(partial));
            written(batch, known ? errors::get : index -> partial);
            return;
        } catch (Throwable all) {
            called(List.of(all));
            written(batch, index -> all);
            return;
        }
        called(List.of());
        written(batch, index -> null);
    }

    /** The message for the sink; where acknowledgement is manual, with one that counts for this write. */
    private KafkaMessage<?> given(BatchItem item) {
        if (item.failedCall() != null) {
            item.delivery().reopen();
        }
        if (openShares == null) {
            return item.message();
        }
        SinkShare share = new SinkShare(this, item.message(), item.delivery(), item.failedCall(), openShares);
        item.share(share);
        return item.message().withAcknowledgement(share);
    }

    private void written(List<BatchItem> batch, IntFunction<@Nullable Throwable> errors) {
        List<BatchItem> toRetry = new ArrayList<>();
        List<BatchItem> undecided = new ArrayList<>();
        boolean goesOn = true;
        for (int i = 0; i < batch.size(); i++) {
            BatchItem item = batch.get(i);
            Throwable error = failure(item, errors.apply(i));
            if (error != null) {
                goesOn = goesOn && failed(item, error, toRetry);
            } else if (item.share() == null
                    || Objects.requireNonNull(item.share()).decision() != null) {
                settle(item);
            } else {
                undecided.add(item);
            }
        }
        awaitDecisions(undecided);
        retry(toRetry);
    }

    /** Tells the circuit how the call ended: with these errors, or well for one message at least. */
    private void called(Collection<Throwable> errors) {
        if (circuit == null) {
            return;
        }
        if (errors.isEmpty()) {
            circuit.succeeded();
        } else {
            circuit.failed(errors);
        }
    }

    /** What an item failed with: the user's word about it counts for more than what the write threw. */
    private @Nullable Throwable failure(BatchItem item, @Nullable Throwable thrown) {
        if (thrown != null && EndOfTask.isJvmError(thrown)) {
            return thrown;
        }
        SinkShare share = item.share();
        Decision decision = null;
        if (share != null) {
            decision = thrown == null ? share.decision() : share.decide(PlainDecision.FAILED);
        }
        if (decision instanceof Rejected rejected) {
            return new RejectedException(rejected.how());
        }
        Rejection rejection = item.delivery().takeRejection();
        if (rejection != null) {
            return new RejectedException(rejection);
        }
        if (thrown != null && decision == PlainDecision.ACKNOWLEDGED && !EndOfTask.isInterruption(thrown)) {
            failures.ignored(name(), item.message(), thrown);
            return null;
        }
        return thrown;
    }

    /** Later items of their lanes are held back meanwhile: one that is rejected may be written again. */
    private void awaitDecisions(List<BatchItem> items) {
        if (items.isEmpty()) {
            return;
        }
        synchronized (this) {
            queue.hold(items.stream().filter(item -> !item.isHeld()).toList());
        }
        items.forEach(item -> Objects.requireNonNull(item.share()).await(() -> decided(item)));
    }

    private void decided(BatchItem item) {
        if (!item.isLost() && Objects.requireNonNull(item.share()).decision() instanceof Rejected rejected) {
            List<BatchItem> toRetry = new ArrayList<>();
            failed(item, new RejectedException(rejected.how()), toRetry);
            retry(toRetry);
        } else {
            settle(item);
        }
    }

    /** Returns whether the task goes on; if not, the failures of further items are of no interest. */
    private boolean failed(BatchItem item, Throwable thrown, List<BatchItem> toRetry) {
        RejectedException rejected = thrown instanceof RejectedException own ? own : null;
        Throwable error = rejected == null ? thrown : rejected.shown();
        FailedCall call = item.failedCall();
        if (call == null) {
            call = new FailedCall(this, item.message(), error, clock.instant());
            item.failedCall(call);
        } else {
            call.failedAgain(error, clock.instant());
        }
        if (!item.isHeld()) {
            synchronized (this) {
                queue.hold(List.of(item));
            }
        }
        FailureHandler.Verdict verdict = rejected == null
                ? failures.handle(call, item.delivery())
                : failures.rejected(call, rejected.how(), item.delivery());
        if (verdict == FailureHandler.Verdict.RETRY && isCrowded(item)) {
            verdict = failures.endRetries(call, item.delivery());
        }
        switch (verdict) {
            case DROP -> settle(item);
            case RETRY -> toRetry.add(item);
            case DEAD_LETTER -> {
                if (deadLetters.leaveAsOutput(call, item.delivery())) {
                    settle(item);
                } else {
                    deadLetters.send(call, item.delivery(), () -> settle(item));
                }
            }
            case STOP -> {
                // The item stays unsettled.
            }
        }
        return verdict != FailureHandler.Verdict.STOP;
    }

    private synchronized boolean isCrowded(BatchItem item) {
        return queue.heldBack(item.delivery().lane()) >= failures.maxWaiting();
    }

    /** Failed items come again together: the longest of their delays keeps the batch whole. */
    private void retry(List<BatchItem> items) {
        if (items.isEmpty()) {
            return;
        }
        Duration longest = Duration.ZERO;
        for (BatchItem item : items) {
            Duration delay = Objects.requireNonNull(
                    Objects.requireNonNull(item.failedCall()).retryDelay());
            longest = delay.compareTo(longest) > 0 ? delay : longest;
        }
        synchronized (this) {
            queue.retry(items, System.nanoTime() + longest.toNanos());
            scheduleFlush();
        }
        dropIfLost(items);
    }

    private void settle(BatchItem item) {
        if (item.isHeld()) {
            item.delivery().reopen();
            synchronized (this) {
                queue.unhold(item);
                scheduleFlush();
            }
        }
        item.delivery().release();
    }

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    private static KafkaMessage<Object> cast(KafkaMessage<?> message) {
        return (KafkaMessage<Object>) message;
    }
}
