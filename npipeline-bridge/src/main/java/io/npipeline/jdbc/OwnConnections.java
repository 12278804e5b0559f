package io.npipeline.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections to a URL, kept open from one use to the next.
 *
 * <p>Thread safe: the idle connections are guarded by this object's monitor, which is not held while a database is called.
 */
final class OwnConnections implements TransactionConnections {

    private static final Logger log = LoggerFactory.getLogger(OwnConnections.class);

    /** After so long without use a connection is tested first: databases and networks drop those that are idle. */
    private static final long TESTED_AFTER_NANOS = Duration.ofSeconds(10).toNanos();

    private static final int TEST_LIMIT_SECONDS = 2;

    private record Idle(Connection connection, long since) {}

    private final String url;
    private final Properties properties;
    private final Deque<Idle> idle = new ArrayDeque<>();
    private boolean closed;

    OwnConnections(String url, String user, String password) {
        this.url = url;
        properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
    }

    @Override
    public Connection take() throws SQLException {
        for (Idle found = poll(); found != null; found = poll()) {
            if (System.nanoTime() - found.since() < TESTED_AFTER_NANOS || isAlive(found.connection())) {
                return found.connection();
            }
            closeQuietly(found.connection());
        }
        Connection connection = Drivers.connect(url, properties);
        try {
            connection.setAutoCommit(false);
            return connection;
        } catch (SQLException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    private synchronized @Nullable Idle poll() {
        return idle.poll();
    }

    private static boolean isAlive(Connection connection) throws SQLException {
        boolean alive = connection.isValid(TEST_LIMIT_SECONDS);
        if (alive) {
            connection.rollback(); // some drivers test within a transaction
        }
        return alive;
    }

    /** One that broke is seldom alone: with it go the idle ones, each of which would cost a transaction a retry. */
    @Override
    public void giveBack(Connection connection, boolean sound) {
        synchronized (this) {
            if (sound && !closed) {
                idle.push(new Idle(connection, System.nanoTime()));
                return;
            }
        }
        closeQuietly(connection);
        closeIdle();
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        closeIdle();
    }

    private void closeIdle() {
        for (Idle found = poll(); found != null; found = poll()) {
            closeQuietly(found.connection());
        }
    }

    private static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            log.debug("A connection could not be closed", e);
        }
    }
}
