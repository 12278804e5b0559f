package io.npipeline.deadletter;

import java.util.concurrent.CompletionStage;

/**
 * Stores dead letters.
 *
 * <p>Thread safe.
 */
public interface DeadLetterSink extends AutoCloseable {

    /**
     * Stores one dead letter, without retries of its own: the engine repeats the call within
     * {@code npipeline.dead.letter.timeout.ms} and then fails the task.
     *
     * @return completes when the letter is durable, exceptionally when it could not be stored
     */
    CompletionStage<Void> handle(DeadLetter letter);

    @Override
    default void close() {}
}
