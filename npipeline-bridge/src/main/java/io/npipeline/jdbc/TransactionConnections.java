package io.npipeline.jdbc;

import java.sql.Connection;
import java.sql.SQLException;

/** Connections for one transaction at a time. Thread safe. */
interface TransactionConnections extends AutoCloseable {

    /** A connection that nobody else uses until it is given back; in no transaction, and without auto-commit. */
    Connection take() throws SQLException;

    /**
     * Gives one back.
     *
     * @param sound whether its transaction has ended in order
     */
    void giveBack(Connection connection, boolean sound);

    /** Closes those that nobody uses, and later those that are given back. */
    @Override
    void close();
}
