package io.npipeline.jdbc;

import io.npipeline.message.KafkaMessage;
import java.sql.Connection;
import java.util.List;

/**
 * Writes messages within a transaction that {@link JdbcTransactionalSink} begins and ends.
 *
 * <p>Called by many threads at a time, each with a connection of its own, so it must be thread safe.
 *
 * @param <T> the body of messages
 */
@FunctionalInterface
public interface JdbcWriter<T> {

    /**
     * Writes the messages. An exception rolls the transaction back and fails all of them.
     *
     * @param connection in a transaction; not to be committed, rolled back or closed here
     * @param messages not empty, in the order in which their records were read
     */
    void write(Connection connection, List<KafkaMessage<T>> messages) throws Exception;
}
