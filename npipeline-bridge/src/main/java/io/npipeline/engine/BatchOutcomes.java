package io.npipeline.engine;

import io.npipeline.message.Rejection;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the items of a batch sink once they were written: settled, written again, dead-lettered, or left to the
 * user's word.
 *
 * <p>Thread safe: an item is with one caller at a time, the flush, who ends its wait, or who took it out as lost.
 */
final class BatchOutcomes {

    private final Operator sink;
    private final BatchFlushes flushes;
    private final FailureHandler failures;
    private final DeadLetterDispatch deadLetters;
    private final WorkerPool workers;
    private final Clock clock;

    BatchOutcomes(Operator sink, BatchFlushes flushes, EngineParts parts) {
        this.sink = sink;
        this.flushes = flushes;
        this.failures = parts.failures();
        this.deadLetters = parts.deadLetters();
        this.workers = parts.workers();
        this.clock = parts.clock();
    }

    /**
     * Follows the write of a batch.
     *
     * @param errors what the item at an index failed with; {@code null} for nothing
     */
    void written(List<BatchItem> batch, IntFunction<@Nullable Throwable> errors) {
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
                if (errors.apply(i) == null) {
                    sink.meter().wentOut(1);
                }
                settle(item);
            } else {
                undecided.add(item);
            }
        }
        awaitDecisions(undecided);
        retry(toRetry);
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
            sink.meter().failed(1);
            failures.ignored(sink, item.message(), thrown);
            return null;
        }
        return thrown;
    }

    /** Later items of their lanes are held back meanwhile: one that is rejected may be written again. */
    private void awaitDecisions(List<BatchItem> items) {
        if (items.isEmpty()) {
            return;
        }
        flushes.hold(items.stream().filter(item -> !item.isHeld()).toList());
        items.forEach(item -> Objects.requireNonNull(item.share()).await(tally -> decided(item)));
    }

    private void decided(BatchItem item) {
        Decision decision = Objects.requireNonNull(item.share()).decision();
        if (!item.isLost() && decision instanceof Rejected rejected) {
            List<BatchItem> toRetry = new ArrayList<>();
            failed(item, new RejectedException(rejected.how()), toRetry);
            retry(toRetry);
        } else {
            if (decision == PlainDecision.ACKNOWLEDGED) {
                sink.meter().wentOut(1);
            }
            settle(item);
        }
    }

    /** Returns whether the task goes on; if not, the failures of further items are of no interest. */
    private boolean failed(BatchItem item, Throwable thrown, List<BatchItem> toRetry) {
        RejectedException rejected = thrown instanceof RejectedException own ? own : null;
        Throwable error = rejected == null ? thrown : rejected.shown();
        FailedCall call = item.failedCall();
        if (call == null) {
            call = FailedCall.of(sink, item.message(), error, clock.instant());
            item.failedCall(call);
        } else {
            call.failedAgain(error, clock.instant());
        }
        if (!item.isHeld()) {
            flushes.hold(List.of(item));
        }
        FailureHandler.Verdict verdict = rejected == null
                ? failures.handle(call, item.delivery())
                : failures.rejected(call, rejected.how(), item.delivery());
        if (verdict == FailureHandler.Verdict.RETRY) {
            int waiting = flushes.heldBack(item);
            if (waiting >= failures.maxWaiting()) {
                verdict = failures.endRetries(call, item.delivery(), waiting);
            }
        }
        switch (verdict) {
            case DROP -> settle(item);
            case RETRY -> toRetry.add(item);
            case DEAD_LETTER -> {
                if (deadLetters.leaveAsOutput(call, item.delivery())) {
                    settle(item);
                } else {
                    // On a worker: the thread that says that a letter is stored is the destination's.
                    deadLetters.send(call, item.delivery(), () -> workers.addFirst(() -> settle(item)));
                }
            }
            case STOP -> {
                // The item stays unsettled.
            }
        }
        return verdict != FailureHandler.Verdict.STOP;
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
        flushes.retry(items, longest);
        dropIfLost(items);
    }

    /** For items just queued: their partition may have been given up too early for {@link #dropLost} to find them there. */
    void dropIfLost(List<BatchItem> items) {
        for (BatchItem item : items) {
            if (item.isLost()) {
                dropLost();
                return;
            }
        }
    }

    /** Lets go of what waits for partitions that were given up. */
    void dropLost() {
        flushes.removeLost().forEach(this::settle);
    }

    /** The item ends here. */
    void settle(BatchItem item) {
        if (item.isHeld()) {
            item.delivery().reopen();
            flushes.unhold(item);
        }
        item.delivery().release();
    }
}
