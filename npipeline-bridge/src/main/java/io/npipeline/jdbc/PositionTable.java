package io.npipeline.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The table with the position of each partition and the number of its last claim. Each method is one step of a transaction that
 * the caller ends.
 *
 * <p>Immutable.
 */
final class PositionTable {

    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_$]*(\\.[A-Za-z_][A-Za-z0-9_$]*)?");
    private static final String OF_KEY = " WHERE connector = ? AND topic = ? AND partition_number = ?";

    /** Behind the parameters of a key. */
    private static final int AFTER_KEY = 4;

    private final String name;

    /**
     * @param name of the table, with its schema or without
     * @throws IllegalArgumentException if it is no plain name: it goes into statements as it is
     */
    PositionTable(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The table of positions must have a plain name, with a schema or without, not \"" + name + "\"");
        }
        this.name = name;
    }

    /**
     * Makes the table unless it is there.
     *
     * @throws SQLException saying how to make it, if it is not there and cannot be made
     */
    void ensureExists(Connection connection) throws SQLException {
        if (isThere(connection)) {
            return;
        }
        SQLException refused = null;
        try (Statement statement = connection.createStatement()) {
            statement.execute(definition());
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            refused = e; // or another task was faster
        }
        if (!isThere(connection)) {
            throw new SQLException(
                    "The table of positions is not there, or lacks a column, and could not be made. Make it with: "
                            + definition() + " (" + refused + ")",
                    refused);
        }
    }

    private boolean isThere(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement
                    .executeQuery("SELECT connector, topic, partition_number, epoch, next_offset FROM " + name
                            + " WHERE epoch < 0")
                    .close();
            return true;
        } catch (SQLException e) {
            return false;
        } finally {
            connection.rollback();
        }
    }

    private String definition() {
        return "CREATE TABLE " + name + " (connector VARCHAR(255) NOT NULL, topic VARCHAR(255) NOT NULL,"
                + " partition_number INTEGER NOT NULL, epoch BIGINT NOT NULL, next_offset BIGINT NOT NULL,"
                + " PRIMARY KEY (connector, topic, partition_number))";
    }

    /** Begins a new epoch; waits for the lock of whoever writes in the one before. */
    PositionRow claim(Connection connection, PositionKey key, int limitSeconds) throws SQLException {
        String raise = "UPDATE " + name + " SET epoch = epoch + 1" + OF_KEY;
        try (PreparedStatement statement = connection.prepareStatement(raise)) {
            statement.setQueryTimeout(limitSeconds);
            key.bind(statement, 1);
            if (statement.executeUpdate() == 0) {
                insert(connection, key);
            }
        }
        return read(connection, key).orElseThrow(() -> new SQLException("The row of " + key + " vanished"));
    }

    private void insert(Connection connection, PositionKey key) throws SQLException {
        String insert = "INSERT INTO " + name
                + " (connector, topic, partition_number, epoch, next_offset) VALUES (?, ?, ?, ?, ?)";
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            key.bind(statement, 1);
            statement.setLong(AFTER_KEY, 1);
            statement.setLong(AFTER_KEY + 1, PositionRow.NONE);
            statement.executeUpdate();
        }
    }

    Optional<PositionRow> read(Connection connection, PositionKey key) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("SELECT epoch, next_offset FROM " + name + OF_KEY)) {
            key.bind(statement, 1);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(new PositionRow(rows.getLong(1), rows.getLong(2))) : Optional.empty();
            }
        }
    }

    /**
     * Stores another position if the row is as it was, and locks it until the transaction ends.
     *
     * @return whether it was
     */
    boolean advance(Connection connection, PositionKey key, PositionRow expected, long nextOffset) throws SQLException {
        String advance = "UPDATE " + name + " SET next_offset = ?" + OF_KEY + " AND epoch = ? AND next_offset = ?";
        try (PreparedStatement statement = connection.prepareStatement(advance)) {
            statement.setLong(1, nextOffset);
            key.bind(statement, 2);
            statement.setLong(AFTER_KEY + 1, expected.epoch());
            statement.setLong(AFTER_KEY + 2, expected.nextOffset());
            return statement.executeUpdate() == 1;
        }
    }
}
