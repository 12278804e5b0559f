package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A call whose result is still to come. Its lane is parked once the worker has let go of it, and made ready by the result,
 * whichever of the two comes last. The first result counts; what comes after it is ignored.
 *
 * <p>The result may be set by any thread; all else is for the thread that holds the lane.
 */
final class PendingCall implements Suspension {

    private record Outcome(
            @Nullable Object result, @Nullable Throwable error) {}

    private Operator at;
    private final KafkaMessage<?> message;
    private final @Nullable FailedCall failedBefore;
    private final WorkerPool workers;
    private final OperatorMeter meter;
    private final long began = System.nanoTime();

    /** {@code null} at first, then the parked lane, in the end the outcome. */
    private final AtomicReference<@Nullable Object> state = new AtomicReference<>();

    /**
     * @param failedBefore the failure that this call is the retry of
     */
    PendingCall(Operator at, KafkaMessage<?> message, @Nullable FailedCall failedBefore, WorkerPool workers) {
        this.at = at;
        this.message = message;
        this.failedBefore = failedBefore;
        this.workers = workers;
        this.meter = at.meter();
    }

    @Override
    public Operator at() {
        return at;
    }

    @Override
    public KafkaMessage<?> message() {
        return message;
    }

    /** The operator that stands in the chain for the one that made the call. */
    void goOnAt(Operator operator) {
        at = operator;
    }

    @Nullable
    FailedCall failedBefore() {
        return failedBefore;
    }

    /** When the call began, by {@link System#nanoTime}. */
    long began() {
        return began;
    }

    /** The call ended at once, with an exception instead of a stage. */
    void failedToStart() {
        meter.tookSince(began);
    }

    /** Ends the call. Any thread, any number of times. */
    void complete(@Nullable Object result, @Nullable Throwable error) {
        Outcome outcome = new Outcome(result, error);
        Object before = state.getAndUpdate(current -> current instanceof Outcome ? current : outcome);
        if (before instanceof Lane lane) {
            workers.resume(lane);
        }
        if (!(before instanceof Outcome)) {
            meter.tookSince(began);
        }
    }

    boolean isOver() {
        return state.get() instanceof Outcome;
    }

    /** Lets the call's end make the lane ready. The lane may run again before this returns. */
    void park(Lane lane) {
        workers.park();
        if (!state.compareAndSet(null, lane)) {
            workers.resume(lane);
        }
    }

    /** The result of a call that is over, or what it failed with. */
    @Nullable
    Object result() throws Exception {
        if (!(state.get() instanceof Outcome outcome)) {
            throw new IllegalStateException("The call is not over");
        }
        Throwable error = unwrap(outcome.error());
        if (error instanceof Error fatal) {
            throw fatal;
        }
        if (error instanceof Exception failure) {
            throw failure;
        }
        if (error != null) {
            throw new ExecutionException(error);
        }
        return outcome.result();
    }

    /** Stages wrap the error of the stage before them; policies and dead letters are to see the error itself. */
    private static @Nullable Throwable unwrap(@Nullable Throwable error) {
        Throwable current = error;
        while ((current instanceof CompletionException || current instanceof ExecutionException)
                && current.getCause() != null) {
            current = current.getCause();
        }
        return current;
    }
}
