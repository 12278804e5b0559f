package io.npipeline.jdbc;

import io.npipeline.message.KafkaMessage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Runs one statement for each message, as a batch of the driver's.
 *
 * <p>Immutable.
 *
 * @param <T> the body of messages
 */
public final class JdbcStatement<T> implements JdbcWriter<T> {

    /**
     * Sets the parameters of a statement. Thread safe.
     *
     * @param <T> the body of messages
     */
    @FunctionalInterface
    public interface Binder<T> {

        /** Sets all parameters to what they are for this message; a tombstone has no body. */
        void bind(PreparedStatement statement, KafkaMessage<T> message) throws Exception;
    }

    private final String sql;
    private final Binder<T> binder;

    private JdbcStatement(String sql, Binder<T> binder) {
        this.sql = sql;
        this.binder = binder;
    }

    /**
     * A statement with its parameters.
     *
     * @param sql such as {@code INSERT INTO orders (id, amount) VALUES (?, ?)}
     */
    public static <T> JdbcStatement<T> of(String sql, Binder<T> binder) {
        return new JdbcStatement<>(sql, binder);
    }

    @Override
    public void write(Connection connection, List<KafkaMessage<T>> messages) throws Exception {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (KafkaMessage<T> message : messages) {
                binder.bind(statement, message);
                statement.addBatch();
            }
            statement.executeBatch();
        } catch (SQLException e) {
            // What is wrong with the row: many drivers hang it to the failure of the batch where no log shows it.
            SQLException next = e.getNextException();
            if (next != null && e.getCause() == null) {
                e.addSuppressed(next);
            }
            throw e;
        }
    }
}
