package io.npipeline.jdbc;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.SQLException;
import java.util.Properties;
import java.util.ServiceLoader;

/**
 * The drivers whose jars lie in the plugin's folder. {@code DriverManager} would look for them with the class loader of whoever
 * asked it first in the worker, which does not see that folder.
 */
final class Drivers {

    private Drivers() {}

    /**
     * A new connection.
     *
     * @throws SQLException when the database cannot be reached, or when there is no driver for the URL; it does not show the
     *     URL's parameters, which may be secrets
     */
    static Connection connect(String url, Properties properties) throws SQLException {
        for (Driver driver : ServiceLoader.load(Driver.class, Drivers.class.getClassLoader())) {
            // A driver answers null to a URL that is not for it.
            Connection connection = driver.connect(url, properties);
            if (connection != null) {
                return connection;
            }
        }
        throw new SQLException("No JDBC driver for " + url.split("[?;]", 2)[0]
                + " beside the connector: its jar belongs into the same folder");
    }
}
