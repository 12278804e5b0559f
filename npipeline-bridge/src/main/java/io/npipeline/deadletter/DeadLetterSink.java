package io.npipeline.deadletter;

import java.util.concurrent.CompletionStage;

/**
 * Stores dead letters. A sink of your own is named by {@code npipeline.dead.letter.class}; each task has one object, which is
 * opened before the first letter and closed after the last.
 *
 * <p>Thread safe, but for {@link #open} and {@link #close}.
 */
public interface DeadLetterSink extends AutoCloseable {

    /**
     * Called once, at the start of the task. When it fails, the sink is closed and the task does not start.
     *
     * @param context the connector, the task and the sink's parameters
     */
    default void open(DeadLetterContext context) throws Exception {}

    /**
     * Stores one dead letter, without retries of its own: the engine repeats the call within
     * {@code npipeline.dead.letter.timeout.ms} and then fails the task. A stage that is not complete is waited for as long.
     * Any other error of Kafka's than a retriable one fails the task at once, a
     * {@link org.apache.kafka.common.errors.RecordTooLargeException} after more calls with what is left of the letter without
     * its {@link DeadLetter#smaller larger parts}.
     *
     * @return completes when the letter is durable, exceptionally when it could not be stored
     */
    CompletionStage<Void> handle(DeadLetter letter);

    @Override
    default void close() {}
}
