package io.npipeline.engine;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.message.RawRecord;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends dead letters, and sends them again while their destination is down, until the limit after which the task fails. A
 * destination that does not answer is waited for as long, and not asked twice.
 *
 * <p>Thread safe, but for {@link #turn}.
 */
final class DeadLetterDispatch {

    private static final Logger log = LoggerFactory.getLogger(DeadLetterDispatch.class);
    private static final Duration RETRY_DELAY = Duration.ofMillis(500);

    /** How long an answer may take before the destination counts as down; every attempt gets that, whatever the limit. */
    private static final Duration ANSWER_TIME = Duration.ofMillis(500);

    private final DeadLetterRoute route;
    private final Duration timeout;
    private final RunState state;
    private final Timer timer;
    private final LogContext logContext;
    private final @Nullable ErrantRecordReports reports;
    private final AtomicInteger outages = new AtomicInteger();

    DeadLetterDispatch(
            DeadLetterRoute route,
            Duration timeout,
            RunState state,
            Timer timer,
            LogContext logContext) {
        this.route = route;
        reports = route instanceof DeadLetterRoute.ToReporter to ? new ErrantRecordReports(to.reporter()) : null;
        this.timeout = timeout;
        this.state = state;
        this.timer = timer;
        this.logContext = logContext;
    }

    /** Whether some letter could not be stored yet, so that taking in more records would only add to it. */
    boolean isBlocked() {
        return outages.get() > 0;
    }

    /** Whether letters are the records themselves, of whichever of their messages they are. */
    boolean goByRecord() {
        return reports != null;
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
            DeadLetter fitting = letter(call, delivery).fitting(toSink.maxBytes());
            new Sending(new LetterStore(toSink.sink(), fitting), call, delivery, done).run();
        } else if (reports != null) {
            RecordStore records =
                    new RecordStore(reports, delivery.sinkRecords(), call.lastError(), delivery.ownership());
            new Sending(records, call, delivery, done).run();
        } else {
            state.fail(new ConnectException(
                    FailureHandler.describe(call)
                            + " and is to be dead-lettered, but no dead-letter destination is configured",
                    call.lastError()));
        }
    }

    /** Task thread. Does what only that thread may. */
    void turn() {
        if (reports != null) {
            reports.turn();
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
        call.at().meter().deadLettered(1);
        logContext.run(
                call.message(),
                () -> log.warn("{}; the message is dead-lettered", FailureHandler.describe(call), call.lastError()));
    }

    /** One letter on its way. Attempts follow each other, on any thread; what they share is guarded by the monitor. */
    private final class Sending implements Runnable {

        private final DeadLetterStore store;
        private final FailedCall call;
        private final Ownership ownership;
        private final Runnable done;
        private final long deadline = System.nanoTime() + timeout.toNanos();
        private boolean blocked;
        private boolean over;
        private int attempt;
        private @Nullable Future<?> watch;

        Sending(DeadLetterStore store, FailedCall call, Delivery delivery, Runnable done) {
            this.store = store;
            this.call = call;
            this.ownership = delivery.ownership();
            this.done = done;
        }

        @Override
        public void run() {
            if (isBlocked() && ownership.isReleased()) {
                finish();
                return;
            }
            beginWatch();
            CompletionStage<Void> stage;
            try {
                stage = logContext.call(call.message(), store::store);
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

        private synchronized boolean isBlocked() {
            return blocked;
        }

        private synchronized void beginWatch() {
            int watched = ++attempt;
            watch = timer.after(() -> slow(watched), ANSWER_TIME.toNanos());
        }

        /** The timer's thread. A destination that does not answer is down too. */
        private void slow(int watched) {
            synchronized (this) {
                if (over || attempt != watched) {
                    return;
                }
                long left = left();
                if (left > 0) {
                    block("is not stored yet", null);
                    watch = timer.after(() -> slow(watched), left);
                    return;
                }
            }
            if (ownership.isReleased()) {
                finish();
            } else {
                fail("could not be stored within " + timeout.toMillis() + " ms: its destination does not answer", null);
            }
        }

        private long left() {
            return deadline - System.nanoTime();
        }

        private void ended(@Nullable Throwable error) {
            synchronized (this) {
                attempt++;
                if (watch != null) {
                    watch.cancel(false);
                }
            }
            if (error == null) {
                sent(call);
                finish();
            } else {
                notStored(error instanceof CompletionException && error.getCause() != null ? error.getCause() : error);
            }
        }

        private void finish() {
            synchronized (this) {
                if (over) {
                    return; // an answer that came after all
                }
                over = true;
                if (blocked) {
                    outages.decrementAndGet();
                }
            }
            done.run();
        }

        private void notStored(Throwable error) {
            if (ownership.isReleased()) {
                // The partition's new owner gets the record again, and with it the dead letter.
                finish();
            } else if (error instanceof RecordTooLargeException && store.makeSmaller()) {
                timer.schedule(this, 0);
            } else if (error instanceof ApiException && !(error instanceof RetriableException)) {
                fail("cannot be stored: " + error, error);
            } else if (left() > RETRY_DELAY.toNanos()) {
                block("could not be stored", error);
                timer.schedule(this, RETRY_DELAY.toNanos());
            } else {
                fail("could not be stored within " + timeout.toMillis() + " ms: " + error, error);
            }
        }

        private synchronized void block(String reason, @Nullable Throwable error) {
            if (!blocked) {
                blocked = true;
                outages.incrementAndGet();
                log.warn(
                        FailureHandler.describe(call) + " and its dead letter " + reason
                                + "; no records are taken in, and the task fails after " + timeout.toMillis() + " ms",
                        error);
            }
        }

        private void fail(String reason, @Nullable Throwable error) {
            state.fail(new ConnectException(
                    FailureHandler.describe(call) + " and its dead letter " + reason,
                    error == null ? call.lastError() : error));
        }
    }
}
