package io.npipeline.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/**
 * Where a source gets its connections: one for each reader, and another one after a failure.
 *
 * <p>Implementations are thread safe.
 */
@FunctionalInterface
public interface JdbcConnections {

    /** A new connection, which the source puts into auto-commit mode and closes. */
    Connection open() throws SQLException;

    /**
     * Connections by a driver whose jar lies in the plugin's folder.
     *
     * @param properties what the driver takes, such as {@code user} and {@code password}
     */
    static JdbcConnections to(String url, Properties properties) {
        return () -> Drivers.connect(url, properties);
    }
}
