package io.npipeline.integration.pipelines;

import io.npipeline.jdbc.JdbcStatement;
import io.npipeline.jdbc.JdbcTransactionalSink;
import io.npipeline.jdbc.JdbcWriter;
import io.npipeline.message.Origin;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Text to the table {@code written} of a PostgreSQL database, with the positions, in transactions that take their time; bodies
 * that begin with {@link #DROPPED} are filtered. Parameters {@code url}: the database, to which the id of the process is told as
 * the application's name, {@code work.ms}: how long each transaction stays open, {@code idle.limit.ms}: after how much of
 * silence the database ends one.
 */
public final class RowsPipeline implements PipelineDefinition {

    public static final String DROPPED = "drop";

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        long process = ProcessHandle.current().pid();
        Duration work = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var keep = pipeline.addFilter("keep", (String body) -> !body.startsWith(DROPPED));
        var rows = pipeline.addTransactionalSink(
                "rows",
                JdbcTransactionalSink.connectingTo(
                                context.parameter("url") + "&ApplicationName=" + process,
                                "postgres",
                                "postgres",
                                slow(insert(process), work))
                        .withIdleLimit(Duration.ofMillis(Long.parseLong(context.parameter("idle.limit.ms")))),
                BatchLimits.of(20, Duration.ofMillis(10)));
        pipeline.connect(texts, keep);
        pipeline.connect(keep, rows);
    }

    private static JdbcWriter<String> insert(long process) {
        return JdbcStatement.of(
                "INSERT INTO written (body, topic_partition, process) VALUES (?, ?, ?)", (statement, message) -> {
                    statement.setString(1, message.body());
                    statement.setInt(2, ((Origin.Kafka) message.origin()).partition());
                    statement.setLong(3, process);
                });
    }

    private static JdbcWriter<String> slow(JdbcWriter<String> writer, Duration work) {
        return (connection, messages) -> {
            writer.write(connection, messages);
            LockSupport.parkNanos(work.toNanos());
        };
    }
}
