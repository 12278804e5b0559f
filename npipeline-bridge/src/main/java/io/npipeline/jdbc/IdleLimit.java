package io.npipeline.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Has the database end transactions whose client is silent: a worker that froze in one would otherwise keep the lock on its
 * row, and the next owner could not claim the partition. PostgreSQL can; of others nothing is asked.
 *
 * <p>Immutable.
 */
record IdleLimit(Duration limit) {

    private static final String POSTGRESQL = "PostgreSQL";

    /** For the transaction that begins with it. */
    void apply(Connection connection) throws SQLException {
        if (connection.getMetaData().getDatabaseProductName().equals(POSTGRESQL)) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET LOCAL idle_in_transaction_session_timeout = " + limit.toMillis());
            }
        }
    }
}
