package io.npipeline.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Runs work with a connection, and leaves no transaction open behind it. Immutable, thread safe. */
record JdbcTransaction(TransactionConnections connections) {

    /** Commits what is to be committed. */
    @FunctionalInterface
    interface Work<R> {
        R run(Connection connection) throws Exception;
    }

    <R> R run(Work<R> work) throws Exception {
        Connection connection = connections.take();
        boolean sound = false;
        try {
            R result = work.run(connection);
            sound = true;
            return result;
        } catch (Throwable error) {
            sound = isRolledBack(connection, error);
            throw error;
        } finally {
            connections.giveBack(connection, sound);
        }
    }

    private static boolean isRolledBack(Connection connection, Throwable error) {
        try {
            connection.rollback();
            return true;
        } catch (SQLException e) {
            error.addSuppressed(e);
            return false;
        }
    }
}
