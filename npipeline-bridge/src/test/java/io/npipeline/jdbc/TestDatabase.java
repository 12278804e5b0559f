package io.npipeline.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** A database with a table {@code written} of bodies, in which nothing forbids that one is there twice. */
final class TestDatabase {

    /** Which database. */
    enum Kind {
        H2,
        SQLITE
    }

    private final DataSource dataSource;
    private final String url;

    private TestDatabase(DataSource dataSource, String url) {
        this.dataSource = dataSource;
        this.url = url;
    }

    static TestDatabase of(Kind kind, Path folder) throws SQLException {
        TestDatabase database = kind == Kind.H2 ? h2() : sqlite(folder);
        database.execute("CREATE TABLE written (body VARCHAR(100) NOT NULL)");
        return database;
    }

    private static TestDatabase h2() {
        String url = "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=100";
        JdbcDataSource source = new JdbcDataSource();
        source.setURL(url);
        source.setUser("sa");
        source.setPassword("");
        return new TestDatabase(source, url);
    }

    private static TestDatabase sqlite(Path folder) {
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setBusyTimeout(100);
        SQLiteDataSource source = new SQLiteDataSource(config);
        String url = "jdbc:sqlite:" + folder.resolve("test.db");
        source.setUrl(url);
        return new TestDatabase(source, url);
    }

    DataSource dataSource() {
        return dataSource;
    }

    String url() {
        return url;
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of all rows, as text. */
    List<String> query(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> values = new ArrayList<>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }

    List<String> written() throws SQLException {
        return query("SELECT body FROM written ORDER BY body");
    }
}
