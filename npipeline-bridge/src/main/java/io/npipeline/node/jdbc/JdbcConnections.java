package io.npipeline.node.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * Where a source gets its connections: one for each reader, and another one after a failure.
 *
 * <p>Implementations are thread safe.
 */
@FunctionalInterface
public interface JdbcConnections {

    /** A new connection, which the source closes. */
    Connection open() throws SQLException;

    /**
     * Connections by a driver whose jar lies in the plugin's folder. {@code DriverManager} would look for it with the worker's
     * class loader, which does not see that folder.
     *
     * @param properties what the driver takes, such as {@code user} and {@code password}
     */
    static JdbcConnections to(String url, Properties properties) {
        return () -> {
            for (Driver driver : ServiceLoader.load(Driver.class, JdbcConnections.class.getClassLoader())) {
                // A driver answers null to a URL that is not for it.
                Connection connection = driver.connect(url, properties);
                if (connection != null) {
                    return connection;
                }
            }
            throw new SQLException("No driver beside the plugin's jars takes the URL " + withoutParameters(url));
        };
    }

    /** Parameters may be secrets. */
    private static String withoutParameters(String url) {
        return url.split("[?;]", 2)[0];
    }
}
