package com.example.strikes.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteErrorCode;

/** Connects to SQLite files that several writers share. */
final class SqliteDatabase {

    private static final int BUSY_TIMEOUT_MS = 10_000;
    private static final int RETRY_MS = 20;

    private SqliteDatabase() {}

    /**
     * A connection whose changes need a commit, to a database that has the table. It names the driver itself: {@code
     * DriverManager} would look for it with the worker's class loader, which does not see a plugin's jars.
     *
     * <p>Of two tasks that open a new file at the same time, SQLite lets one wait for the other only once its journal is set
     * up; until then the later one is told that the file is locked, and tries again.
     */
    static Connection connect(Path file, String createTable) throws SQLException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(BUSY_TIMEOUT_MS);
        while (true) {
            try {
                return connectOnce(file, createTable);
            } catch (SQLException e) {
                if (e.getErrorCode() != SQLiteErrorCode.SQLITE_BUSY.code || System.nanoTime() - deadline > 0) {
                    throw e;
                }
                Thread.sleep(RETRY_MS);
            }
        }
    }

    private static Connection connectOnce(Path file, String createTable) throws SQLException {
        Connection connection = dataSource(file).getConnection();
        try (Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(createTable);
            connection.commit();
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private static SQLiteDataSource dataSource(Path file) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // The driver begins the next transaction right after a commit. A deferred one locks nothing until its first
        // statement, and waits for the lock as long as that statement writes.
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl("jdbc:sqlite:" + file);
        return dataSource;
    }
}
