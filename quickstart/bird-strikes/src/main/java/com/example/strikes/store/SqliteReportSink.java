package com.example.strikes.store;

import com.example.strikes.report.AssessedReport;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.NodeContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/**
 * Writes reports to a table of a SQLite file, a transaction per batch. A report that comes again replaces the one of the
 * same id, because a task that restarts gets its last records a second time. Tombstones are passed over: records are keyed
 * by airport, and reports are facts that stay when an airport's records are deleted from the topic. Several tasks may write
 * to the same file.
 */
public final class SqliteReportSink implements BatchSinkNode<AssessedReport> {

    private final Path database;
    private Connection connection;

    public SqliteReportSink(Path database) {
        this.database = database;
    }

    @Override
    public void open(NodeContext context) throws SQLException, IOException, InterruptedException {
        Files.createDirectories(database.toAbsolutePath().getParent());
        connection = SqliteDatabase.connect(database, ReportTable.CREATE);
    }

    @Override
    public void write(List<KafkaMessage<AssessedReport>> batch) throws SQLException {
        try (PreparedStatement upsert = connection.prepareStatement(ReportTable.UPSERT)) {
            for (KafkaMessage<AssessedReport> message : batch) {
                if (!message.isTombstone()) {
                    ReportTable.bind(upsert, message.body());
                    upsert.executeUpdate();
                }
            }
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
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
