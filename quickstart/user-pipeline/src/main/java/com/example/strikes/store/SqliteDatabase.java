package com.example.strikes.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Connects to SQLite files that several writers share. */
final class SqliteDatabase {

    private static final int BUSY_TIMEOUT_MS = 10_000;

    private SqliteDatabase() {}

    /**
     * A connection whose changes need a commit. It names the driver itself: {@code DriverManager} would look for it with
     * the worker's class loader, which does not see a plugin's jars.
     */
    static Connection connect(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(BUSY_TIMEOUT_MS);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        // The driver begins the next transaction right after a commit. A deferred one locks nothing until its first
        // statement, and waits for the lock as long as that statement writes.
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        SQLiteDataSource dataSource = new SQLiteDataSource(config);
        dataSource.setUrl("jdbc:sqlite:" + file);
        Connection connection = dataSource.getConnection();
        connection.setAutoCommit(false);
        return connection;
    }
}
