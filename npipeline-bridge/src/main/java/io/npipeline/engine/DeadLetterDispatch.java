package io.npipeline.engine;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.message.RawRecord;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters, and sends them again while their destination is down, until the limit after which the task fails.
 *
 * <p>Thread safe.
 */
final class DeadLetterDispatch {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterDispatch.class);
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    private final DeadLetterRoute route;
    private final Duration timeout;
    private final RunState state;
    private final EngineCounters counters;
    private final Timer timer;
    private final AtomicInteger outages = new AtomicInteger();

    DeadLetterDispatch(DeadLetterRoute route, Duration timeout, RunState state, EngineCounters counters, Timer timer) {
        this.route = route;
        this.timeout = timeout;
        this.state = state;
        this.counters = counters;
        this.timer = timer;
    }

    /** Whether some letter could not be stored yet, so that taking in more records would only add to it. */
    boolean isBlocked() {
        return outages.get() > 0;
    }

    /**
     * Leaves the letter on the delivery if that is the route.
     *
     * @return whether it was; otherwise it is to be {@link #send sent}
     */
    boolean leaveAsOutput(FailedCall call, Delivery delivery) {
        if (!(route instanceof DeadLetterRoute.AsOutput output)) {
            return false;
        }
        delivery.addOutput(new OutputDeadLetter(output).of(letter(call, delivery)));
        sent(call);
        return true;
    }

    /**
     * Sends the letter.
     *
     * @param done called once, on any thread: when the letter is durable, or when it could not be stored and the partition
     *     was given up meanwhile; not when the task ends before
     */
    void send(FailedCall call, Delivery delivery, Runnable done) {
        if (route instanceof DeadLetterRoute.ToSink toSink) {
            new Sending(toSink.sink(), call, delivery, done).run();
        } else {
            state.fail(new ConnectException(
                    FailureHandler.describe(call)
                            + " and is to be dead-lettered, but no dead-letter destination is configured",
                    call.lastError()));
        }
    }

    private static DeadLetter letter(FailedCall call, Delivery delivery) {
        DeadLetter letter = DeadLetter.of(
                call.message(),
                call.at().name(),
                call.lastError(),
                call.failures(),
                call.firstFailure(),
                call.lastFailure());
        RawRecord raw = delivery.rawRecord();
        return raw == null ? letter : letter.withRawBytes(raw);
    }

    private void sent(FailedCall call) {
        counters.deadLettered();
        log.warn("{}; the message is dead-lettered", FailureHandler.describe(call), call.lastError());
    }

    /** One letter on its way. Runs on one worker at a time. */
    private final class Sending implements Runnable {

        private final DeadLetterSink sink;
        private final FailedCall call;
        private final Ownership ownership;
        private DeadLetter letter;
        private final Runnable done;
        private final long deadline = System.nanoTime() + timeout.toNanos();
        private boolean blocked;

        Sending(DeadLetterSink sink, FailedCall call, Delivery delivery, Runnable done) {
            this.sink = sink;
            this.call = call;
            this.ownership = delivery.ownership();
            this.letter = letter(call, delivery);
            this.done = done;
        }

        @Override
        public void run() {
            if (blocked && ownership.isReleased()) {
                giveUpWithPartition();
                return;
            }
            CompletionStage<Void> stage;
            try {
                stage = Objects.requireNonNull(sink.handle(letter), "the dead-letter sink returned null");
            } catch (RuntimeException e) {
                stage = CompletableFuture.failedFuture(e);
            }
            stage.whenComplete((nothing, error) -> {
                try {
                    ended(error);
                } catch (Throwable defect) {
                    // Otherwise it would end in this stage, which nobody looks at.
                    state.fail(new ConnectException("The pipeline's engine failed: " + defect, defect));
                }
            });
        }

        private void ended(@Nullable Throwable error) {
            if (error == null) {
                sent(call);
                finish();
            } else {
                notStored(error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            }
        }

        private void finish() {
            if (blocked) {
                outages.decrementAndGet();
            }
            done.run();
        }

        private void notStored(Throwable error) {
            if (ownership.isReleased()) {
                giveUpWithPartition();
            } else if (error instanceof RecordTooLargeException && !letter.isItemLeftOut()) {
                letter = letter.withoutItem();
                timer.schedule(this, 0);
            } else if (error instanceof ApiException && !(error instanceof RetriableException)) {
                fail("cannot be stored: " + error, error);
            } else if (deadline - System.nanoTime() > RETRY_DELAY.toNanos()) {
                block(error);
                timer.schedule(this, RETRY_DELAY.toNanos());
            } else {
                fail("could not be stored within " + timeout.toMillis() + " ms: " + error, error);
            }
        }

        /** The partition's new owner gets the record again, and with it the dead letter. */
        private void giveUpWithPartition() {
            finish();
        }

        private void block(Throwable error) {
            if (!blocked) {
                blocked = true;
                outages.incrementAndGet();
                log.warn(
                        "{} and its dead letter could not be stored; it is tried again for {} ms",
                        FailureHandler.describe(call),
                        timeout.toMillis(),
                        error);
            }
        }

        private void fail(String reason, Throwable error) {
            state.fail(new ConnectException(FailureHandler.describe(call) + " and its dead letter " + reason, error));
        }
    }
}
