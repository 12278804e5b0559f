package io.npipeline.integration.pipelines;

import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.NodeContext;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** Stores bodies under their keys in the table {@code stored}, with how often each was written. */
final class CountingStore implements BatchSinkNode<String> {

    private static final String UPSERT = "INSERT INTO stored (id, content, writes) VALUES (?, ?, 1)"
            + " ON CONFLICT (id) DO UPDATE SET content = excluded.content, writes = writes + 1";

    private final Path database;
    private @Nullable Connection connection;

    CountingStore(Path database) {
        this.database = database;
    }

    @Override
    public void open(NodeContext context) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(10_000);
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + database);
        Connection opened = source.getConnection();
        connection = opened;
        try (Statement statement = opened.createStatement()) {
            statement.execute("CREATE TABLE IF NOT EXISTS stored (id TEXT PRIMARY KEY, content TEXT, writes INTEGER)");
        }
        opened.setAutoCommit(false);
    }

    @Override
    public void write(List<KafkaMessage<String>> batch) throws SQLException {
        Connection open = Objects.requireNonNull(connection);
        try (PreparedStatement upsert = open.prepareStatement(UPSERT)) {
            for (KafkaMessage<String> message : batch) {
                upsert.setString(1, message.key(String.class));
                upsert.setString(2, message.body());
                upsert.addBatch();
            }
            upsert.executeBatch();
            open.commit();
        } catch (SQLException e) {
            open.rollback();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        if (connection != null) {
            connection.close();
        }
    }
}
