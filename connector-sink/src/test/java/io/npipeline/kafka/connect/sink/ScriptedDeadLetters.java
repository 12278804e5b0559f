package io.npipeline.kafka.connect.sink;

import io.npipeline.deadletter.DeadLetter;
import io.npipeline.deadletter.DeadLetterSink;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** A destination of dead letters that can be down. Thread safe. */
final class ScriptedDeadLetters implements DeadLetterSink {

    private final List<DeadLetter> stored = new CopyOnWriteArrayList<>();
    private final List<CompletableFuture<Void>> inFlight = new CopyOnWriteArrayList<>();
    private volatile boolean down;
    private volatile boolean lazy;
    private volatile boolean closed;

    void down(boolean nowDown) {
        down = nowDown;
    }

    /** Letters are durable only once this is closed, as those of a producer may be. */
    void lazy() {
        lazy = true;
    }

    int inFlight() {
        return inFlight.size();
    }

    List<DeadLetter> stored() {
        return stored;
    }

    boolean isClosed() {
        return closed;
    }

    @Override
    public CompletionStage<Void> handle(DeadLetter letter) {
        if (down) {
            return CompletableFuture.failedFuture(new IllegalStateException("no broker answers"));
        }
        stored.add(letter);
        if (lazy) {
            CompletableFuture<Void> durable = new CompletableFuture<>();
            inFlight.add(durable);
            return durable;
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {
        closed = true;
        inFlight.forEach(durable -> durable.complete(null));
    }
}
