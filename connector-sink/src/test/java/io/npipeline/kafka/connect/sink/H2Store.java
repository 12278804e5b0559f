package io.npipeline.kafka.connect.sink;

import io.npipeline.jdbc.JdbcStatement;
import io.npipeline.jdbc.JdbcTransactionalSink;
import io.npipeline.jdbc.JdbcWriter;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.TransactionalSinkNode;
import io.npipeline.pipeline.PipelineDefinition;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

/** A database in memory with a table of bodies, in which nothing forbids that one is there twice. */
final class H2Store {

    private final JdbcDataSource dataSource = new JdbcDataSource();

    H2Store() throws SQLException {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=50");
        execute("CREATE TABLE written (body VARCHAR(100) NOT NULL)");
    }

    /** What writes bodies as they are. */
    JdbcWriter<String> writer() {
        return JdbcStatement.of(
                "INSERT INTO written VALUES (?)", (statement, message) -> statement.setString(1, message.body()));
    }

    TransactionalSinkNode<String> sink(JdbcWriter<String> writer) {
        return JdbcTransactionalSink.of(dataSource, writer);
    }

    PipelineDefinition pipeline() {
        return into(sink(writer()));
    }

    /** Text into a transactional sink, but for bodies that begin with "drop". */
    static PipelineDefinition into(TransactionalSinkNode<String> sink) {
        return (pipeline, context) -> {
            var keep = pipeline.addFilter("keep", (String body) -> !body.startsWith("drop"));
            pipeline.connect(pipeline.addSource("orders", KafkaSourceNode.of(String.class)), keep);
            pipeline.connect(
                    keep, pipeline.addTransactionalSink("store", sink, BatchLimits.of(100, Duration.ofMillis(1))));
        };
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    List<String> written() throws SQLException {
        return query("SELECT body FROM written");
    }

    /** The stored positions, by partition. */
    List<String> positions() throws SQLException {
        return query("SELECT next_offset FROM npipeline_positions ORDER BY partition_number");
    }

    private List<String> query(String sql) throws SQLException {
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
}
