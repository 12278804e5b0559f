package io.npipeline.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Connections of a data source, which keeps them itself or makes new ones. Thread safe. */
final class PooledConnections implements TransactionConnections {

    private static final Logger log = LoggerFactory.getLogger(PooledConnections.class);

    private final DataSource dataSource;

    PooledConnections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    @Override
    public Connection take() throws SQLException {
        Connection connection = dataSource.getConnection();
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            giveBack(connection, false);
            throw e;
        }
    }

    @Override
    public void giveBack(Connection connection, boolean sound) {
        try (connection) {
            if (sound) {
                connection.setAutoCommit(true);
            }
        } catch (SQLException e) {
            log.debug("A connection could not be closed", e);
        }
    }

    @Override
    public void close() {
        // The data source is its maker's.
    }
}
