package io.npipeline.deadletter;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Keeps dead letters, for tests. It is no destination of a connector: what it took would be lost with the worker while its
 * records count as settled. When it is full it refuses further letters.
 *
 * <p>Thread safe.
 */
public final class MemoryDeadLetterSink implements DeadLetterSink {

    private final int capacity;
    private final List<DeadLetter> letters = new ArrayList<>();

    /**
     * @param capacity how many letters it takes
     */
    public MemoryDeadLetterSink(int capacity) {
        this.capacity = capacity;
    }

    @Override
    public synchronized CompletionStage<Void> handle(DeadLetter letter) {
        if (letters.size() >= capacity) {
            return CompletableFuture.failedFuture(
                    new IllegalStateException("The sink is full: it keeps " + capacity + " dead letters"));
        }
        letters.add(letter);
        return CompletableFuture.completedFuture(null);
    }

    /** The letters so far, in the order in which they came. */
    public synchronized List<DeadLetter> letters() {
        return List.copyOf(letters);
    }
}
