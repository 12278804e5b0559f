package io.npipeline.integration.environment;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * What the table {@code stored} holds. Immutable.
 *
 * @param contents the content of each row by its id
 * @param writtenAgain how many rows were written more than once
 */
public record StoredRows(Map<String, String> contents, int writtenAgain) {

    public StoredRows {
        contents = Map.copyOf(contents);
    }

    public static StoredRows read(Path database) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database);
        Map<String, String> contents = new HashMap<>();
        int again = 0;
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT id, content, writes FROM stored")) {
            while (rows.next()) {
                contents.put(rows.getString(1), rows.getString(2));
                again += rows.getInt(3) > 1 ? 1 : 0;
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return new StoredRows(contents, again);
    }

    public int count() {
        return contents.size();
    }
}
