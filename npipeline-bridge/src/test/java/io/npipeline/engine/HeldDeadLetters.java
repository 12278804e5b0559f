package io.npipeline.engine;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterSink;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A dead-letter sink whose letters become durable, or not, when the test says so. */
final class HeldDeadLetters implements DeadLetterSink {

    /** One call of {@link #handle}. */
    record Attempt(DeadLetter letter, CompletableFuture<Void> durable) {
        void complete() {
            durable.complete(null);
        }

        void fail(Throwable error) {
            durable.completeExceptionally(error);
        }
    }

    private final BlockingQueue<Attempt> attempts = new LinkedBlockingQueue<>();
    private final List<DeadLetter> handled = new CopyOnWriteArrayList<>();
    private volatile @Nullable RuntimeException outage;

    DeadLetterRoute route() {
        return new DeadLetterRoute.ToSink(this);
    }

    /** Every call throws this, until it is {@code null}. */
    void throwing(@Nullable RuntimeException error) {
        outage = error;
    }

    @Override
    public CompletionStage<Void> handle(DeadLetter letter) {
        handled.add(letter);
        RuntimeException error = outage;
        if (error != null) {
            throw error;
        }
        Attempt attempt = new Attempt(letter, new CompletableFuture<>());
        attempts.add(attempt);
        return attempt.durable();
    }

    /** Waits for the next letter that was handed in and not thrown back. */
    Attempt next() {
        try {
            return Objects.requireNonNull(
                    attempts.poll(EngineHarness.PATIENCE.toSeconds(), SECONDS), "no dead letter came");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The letters of all calls. */
    List<DeadLetter> handled() {
        return handled;
    }

    /** The nodes whose letters were handed in, in order. */
    List<String> nodes() {
        return handled.stream().map(letter -> letter.envelope().nodeId()).toList();
    }
}
