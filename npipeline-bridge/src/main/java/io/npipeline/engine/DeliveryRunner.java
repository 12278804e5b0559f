package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.Rejection;
import io.npipeline.message.UnboundBody;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;

/**
 * Runs one delivery through the operators: down the first output to the end, then down the branches that were left open.
 * A call that failed ends the run; it goes on from that very call, so nodes before it are not called again.
 *
 * <p>Thread safe; one delivery is run by one worker at a time.
 */
final class DeliveryRunner {

    /** How a run ended. */
    enum Result {
        /** All branches ended; the lane may go on. */
        FINISHED,
        /** The delivery waits for a retry, a dead letter, a circuit or the end of a call, and its lane with it. */
        SUSPENDED,
        /** The task ends; the lane does not go on. */
        STOPPED
    }

    private final Operator first;

    /** Makes messages of the worker's records; {@code null} where deliveries come with messages. */
    private final @Nullable RecordReader reader;

    private final RunState state;
    private final FailureHandler failures;
    private final DeadLetterDispatch deadLetters;
    private final Timer timer;
    private final WorkerPool workers;
    private final LogContext logContext;
    private final Clock clock;

    DeliveryRunner(Operator first, EngineParts parts) {
        this(first, null, parts);
    }

    DeliveryRunner(Operator first, @Nullable RecordReader reader, EngineParts parts) {
        this.first = first;
        this.reader = reader;
        this.state = parts.state();
        this.failures = parts.failures();
        this.deadLetters = parts.deadLetters();
        this.timer = parts.timer();
        this.workers = parts.workers();
        this.logContext = parts.logContext();
        this.clock = parts.clock();
    }

    /**
     * @param tally of the current thread
     */
    Result run(Delivery delivery, Tally tally) {
        String logged = logContext.idOf(delivery);
        if (logged == null) {
            return runOn(delivery, tally);
        }
        LogContext.put(logged);
        try {
            return runOn(delivery, tally);
        } finally {
            LogContext.remove();
        }
    }

    private Result runOn(Delivery delivery, Tally tally) {
        Suspension suspended = delivery.suspension();
        if (delivery.ownership().isReleased()) {
            if (suspended instanceof PendingCall pending) {
                pending.at().abandoned();
            }
            delivery.release();
            return Result.FINISHED;
        }
        if (state.isHalted() && !delivery.isPending()) {
            return Result.STOPPED;
        }
        if (suspended == null) {
            tally.begun(first);
        }
        SinkRecord unread = delivery.unread();
        if (unread != null) {
            Result result = runUnread(unread, delivery, tally);
            return result == Result.FINISHED ? runOtherBranches(delivery, tally) : result;
        }
        Operator at = suspended == null ? first : suspended.at();
        KafkaMessage<?> message = suspended == null ? delivery.message() : suspended.message();
        boolean branchEnded = false;
        if (suspended instanceof FailedCall failed) {
            FailureHandler.Verdict verdict = verdictBeforeRetry(failed, delivery);
            if (verdict != null) {
                Result given = result(verdict, failed, delivery);
                if (given != Result.FINISHED) {
                    return given;
                }
            }
            branchEnded = verdict != null || failed.isGivenUp();
            delivery.reopen();
        }
        Result result = branchEnded ? Result.FINISHED : runBranch(at, message, delivery, tally);
        return result == Result.FINISHED ? runOtherBranches(delivery, tally) : result;
    }

    /** Goes on when a branch has ended. */
    private Result runOtherBranches(Delivery delivery, Tally tally) {
        while (true) {
            delivery.suspension(null);
            Branch branch = delivery.popBranch();
            if (branch == null || delivery.ownership().isReleased()) {
                delivery.release();
                return Result.FINISHED;
            }
            tally.begun(branch.at());
            Result result = runBranch(branch.at(), branch.message(), delivery, tally);
            if (result != Result.FINISHED) {
                return result;
            }
        }
    }

    /** The first branch of a record that no node saw yet. A message is made for the first node that sees more than bodies. */
    private Result runUnread(SinkRecord record, Delivery delivery, Tally tally) {
        Timing timing = tally.timing();
        if (timing == null) {
            return runUnread(record, delivery, tally, null);
        }
        try {
            return runUnread(record, delivery, tally, timing);
        } finally {
            timing.over();
        }
    }

    private Result runUnread(SinkRecord record, Delivery delivery, Tally tally, @Nullable Timing timing) {
        RecordReader ownReader = Objects.requireNonNull(reader);
        Operator at = first;
        Object body = ownReader.body(record);
        try {
            while (at instanceof BodyOperator node && node.hasOneOutput()) {
                if (body instanceof UnboundBody<?> unbound) {
                    body = unbound.bind();
                }
                if (body != null) {
                    body = node.step(body);
                    if (timing != null) {
                        timing.called(node.meter());
                    }
                    if (body == null) {
                        return Result.FINISHED;
                    }
                }
                tally.wentOn(node);
                at = Objects.requireNonNull(node.next());
            }
        } catch (Throwable error) {
            if (timing != null) {
                timing.called(at.meter());
            }
            return failed(at, read(record, body, delivery, ownReader), delivery, error);
        }
        return runBranch(at, read(record, body, delivery, ownReader), delivery, tally, timing);
    }

    private static KafkaMessage<?> read(
            SinkRecord record, @Nullable Object body, Delivery delivery, RecordReader reader) {
        KafkaMessage<?> message = reader.message(record, body, delivery);
        delivery.read(message);
        return message;
    }

    /** What was decided about a failed call while it waited; {@code null} when it is to go on as it was to. */
    private FailureHandler.@Nullable Verdict verdictBeforeRetry(FailedCall failed, Delivery delivery) {
        if (failed.isGivenUp()) {
            return null;
        }
        Rejection rejection = delivery.takeRejection();
        if (rejection != null) {
            failed.failedAgain(new RejectedException(rejection).shown(), clock.instant());
            return failures.rejected(failed, rejection, delivery);
        }
        return failed.isExhausted()
                ? failures.endRetries(failed, delivery, delivery.lane().waiting())
                : null;
    }

    private Result runBranch(Operator start, KafkaMessage<?> input, Delivery delivery, Tally tally) {
        Timing timing = tally.timing();
        if (timing == null) {
            return runBranch(start, input, delivery, tally, null);
        }
        try {
            return runBranch(start, input, delivery, tally, timing);
        } finally {
            timing.over();
        }
    }

    private Result runBranch(
            Operator start, KafkaMessage<?> input, Delivery delivery, Tally tally, @Nullable Timing timing) {
        Operator at = start;
        KafkaMessage<?> message = input;
        try {
            while (true) {
                KafkaMessage<?> result = at.apply(message, delivery);
                if (timing != null && !(delivery.suspension() instanceof HeldCall)) {
                    timing.called(at.meter());
                }
                if (delivery.isDecided() && !delivery.isPending()) {
                    throwIfRejected(delivery);
                }
                Operator next = at.next();
                if (result == null || next == null) {
                    if (waits(delivery)) {
                        return Result.SUSPENDED;
                    }
                    if (next == null) {
                        tally.wentOn(at);
                    }
                    return Result.FINISHED;
                }
                tally.wentOn(at);
                at.branchToOthers(result, delivery);
                at = next;
                message = result;
            }
        } catch (Throwable error) {
            if (timing != null) {
                timing.called(at.meter());
            }
            return failed(at, message, delivery, error);
        }
    }

    /** Whether the call that returned nothing is still to be made or to end; a failed call was made again, and ended. */
    private static boolean waits(Delivery delivery) {
        return delivery.isPending() || delivery.suspension() instanceof HeldCall;
    }

    /** Decides instead of a call's return. */
    private static void throwIfRejected(Delivery delivery) {
        Rejection rejection = delivery.takeRejection();
        if (rejection != null) {
            throw new RejectedException(rejection);
        }
    }

    private Result failed(Operator at, KafkaMessage<?> message, Delivery delivery, Throwable thrown) {
        Rejection rejection = rejection(thrown, delivery);
        Throwable error = rejection == null ? thrown : new RejectedException(rejection).shown();
        Suspension suspended = delivery.suspension();
        if (suspended instanceof HeldCall held) {
            suspended = held.failedBefore();
        }
        FailedCall call;
        if (suspended instanceof FailedCall before && before.at() == at && before.message() == message) {
            call = before;
            call.failedAgain(error, clock.instant());
        } else {
            call = FailedCall.of(at, message, error, clock.instant());
        }
        delivery.suspension(call);
        if (rejection == null) {
            return result(failures.handle(call, delivery), call, delivery);
        }
        Result result = result(failures.rejected(call, rejection, delivery), call, delivery);
        if (result == Result.FINISHED) {
            delivery.reopen();
        }
        return result;
    }

    /** The user's word about a call that ended, which counts for more than what the call threw. */
    private static @Nullable Rejection rejection(Throwable thrown, Delivery delivery) {
        if (thrown instanceof RejectedException rejected) {
            return rejected.how();
        }
        return EndOfTask.isJvmError(thrown) ? null : delivery.takeRejection();
    }

    private Result result(FailureHandler.Verdict verdict, FailedCall call, Delivery delivery) {
        return switch (verdict) {
            case DROP -> Result.FINISHED;
            case STOP -> Result.STOPPED;
            case RETRY -> Result.SUSPENDED;
            case DEAD_LETTER -> deadLetters.leaveAsOutput(call, delivery) ? Result.FINISHED : Result.SUSPENDED;
        };
    }

    /** Starts what the suspended delivery at the head of the lane waits for. The lane may run again before this returns. */
    void suspend(Lane lane, Delivery delivery) {
        if (delivery.suspension() instanceof PendingCall pending) {
            pending.park(lane);
            return;
        }
        if (delivery.suspension() instanceof SinkShare share) {
            share.await(lane);
            return;
        }
        if (delivery.suspension() instanceof HeldCall held) {
            timer.hold(lane, held.circuit());
            // As below. The lane may have gone on meanwhile, and wait for something else.
            if (delivery.ownership().isReleased() || held.isOutdated()) {
                timer.wakeHeld(lane, held.circuit());
            }
            return;
        }
        FailedCall call = (FailedCall) Objects.requireNonNull(delivery.suspension());
        Duration retryDelay = call.retryDelay();
        if (retryDelay == null) {
            deadLetters.send(call, delivery, () -> {
                call.giveUp();
                workers.add(lane);
            });
            return;
        }
        timer.park(lane, call, retryDelay.toNanos());
        // What happened while the lane was about to be parked came too late to wake it.
        if (delivery.ownership().isReleased()) {
            timer.wake(lane);
        }
        timer.endRetriesIfCrowded(lane, failures.maxWaiting());
    }

    /** Makes a lane ready for its next turn. */
    void ready(Lane lane) {
        workers.add(lane);
    }
}
