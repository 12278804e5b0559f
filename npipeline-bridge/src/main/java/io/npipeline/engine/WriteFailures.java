package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Queue;
import org.apache.kafka.connect.errors.ConnectException;

/**
 * Decides what becomes of transactions that failed. A batch is written again as its node's policy says; one that the policy
 * gives up is divided until the record is found that cannot be written, and only that one is skipped, dead-lettered or named
 * by the failure of the task. Before that the store has to take a transaction without messages: a store that is down, or an
 * owner that was fenced, is no fault of a message.
 *
 * <p>Thread safe.
 */
final class WriteFailures {

    private record Letter(FailedCall call, Delivery delivery) {}

    private final Operator sink;
    private final Object partition;
    private final Ownership ownership;
    private final FailureHandler failures;
    private final DeadLetterDispatch deadLetters;
    private final RunState state;
    private final WorkerPool workers;
    private final Clock clock;

    WriteFailures(Operator sink, Object partition, Ownership ownership, EngineParts parts) {
        this.sink = sink;
        this.partition = partition;
        this.ownership = ownership;
        this.failures = parts.failures();
        this.deadLetters = parts.deadLetters();
        this.state = parts.state();
        this.workers = parts.workers();
        this.clock = parts.clock();
    }

    WriteVerdict decide(WriteBatch batch, Throwable error) {
        if (batch.messages().isEmpty()) {
            return decideWithoutMessages(batch, error);
        }
        FailedCall call = batch.failed(sink, error, clock.instant());
        if (isOfMessages(error)) {
            boolean repeated = !batch.isPart() && failures.wouldRepeat(sink, error, call.attempt());
            if (batch.isDivisible()) {
                if (repeated) {
                    failures.repeat(call);
                }
                return repeated ? WriteVerdict.AGAIN : WriteVerdict.DIVIDE;
            }
            if (!batch.isProven() && !failures.wouldRepeat(sink, error, call.attempt())) {
                return WriteVerdict.PROVE;
            }
        }
        return switch (failures.handle(call, batch.deliveries().get(0))) {
            case RETRY -> WriteVerdict.AGAIN;
            case DROP -> WriteVerdict.GIVE_UP;
            case DEAD_LETTER -> WriteVerdict.DEAD_LETTER;
            case STOP -> WriteVerdict.STOP;
        };
    }

    /** Whether the error may say something of the messages, and is not the end of the task or of the ownership. */
    private boolean isOfMessages(Throwable error) {
        return !EndOfTask.isJvmError(error)
                && !EndOfTask.isInterruption(error)
                && !state.isStopping()
                && !ownership.isReleased();
    }

    /** There is nothing to dead-letter, and nothing may be skipped: what was done so far would be done again. */
    private WriteVerdict decideWithoutMessages(WriteBatch batch, Throwable error) {
        batch.failedWithoutMessages();
        int attempt = batch.failures() - 1;
        if (isOfMessages(error) && failures.wouldRepeat(sink, error, attempt)) {
            batch.retryAfter(sink.policy().delay(attempt));
            return WriteVerdict.AGAIN;
        }
        boolean ending = state.isStopping() && !EndOfTask.isJvmError(error);
        if (!ending && !ownership.isReleased()) {
            state.fail(new ConnectException(
                    "Node \"" + sink.name() + "\" could not store position " + batch.position() + " of " + partition
                            + " at attempt " + batch.failures() + ": " + error,
                    error));
        }
        return WriteVerdict.STOP;
    }

    /** Sends the dead letters of a batch that {@link WriteVerdict#DEAD_LETTER} was said of, then goes on on a worker. */
    void sendLetters(WriteBatch batch, Runnable done) {
        FailedCall call = Objects.requireNonNull(batch.call());
        Deque<Letter> letters = new ArrayDeque<>();
        for (Delivery delivery : batch.deliveries()) {
            if (deadLetters.goByRecord()) {
                letters.add(new Letter(call, delivery));
            } else {
                for (KafkaMessage<?> message : delivery.toStore()) {
                    letters.add(new Letter(call.about(message), delivery));
                }
            }
        }
        sendNext(letters, done);
    }

    private void sendNext(Queue<Letter> letters, Runnable done) {
        Letter letter = letters.poll();
        if (letter == null) {
            done.run();
        } else {
            deadLetters.send(letter.call(), letter.delivery(), () -> workers.addFirst(() -> sendNext(letters, done)));
        }
    }
}
