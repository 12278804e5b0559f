package io.npipeline.quickstart;

import io.npipeline.quickstart.check.StrikesChecker;
import io.npipeline.quickstart.check.StrikesDatabase;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.TopicPartition;

/** Looks at topics, consumer group and database from outside. Not thread safe. */
final class ProgressProbe implements AutoCloseable {

    /** Connect's name for the consumer group of the sink connector. */
    private static final String EGRESS_GROUP = "connect-strikes-egress";

    private static final int CALL_LIMIT_SECONDS = 30;

    private final long rows;
    private final StrikesDatabase database;
    private final Admin admin;
    private final TopicFollower topics;

    ProgressProbe(long rows, String bootstrapServers, StrikesDatabase database) {
        this.rows = rows;
        this.database = database;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
        this.topics = TopicFollower.open(
                bootstrapServers,
                List.of(StrikesChecker.STRIKES, StrikesChecker.ASSESSED, StrikesChecker.DEAD_LETTERS));
    }

    /** How far things are now. */
    Progress look() throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        topics.follow();
        return new Progress(
                rows,
                topics.count(StrikesChecker.STRIKES),
                topics.count(StrikesChecker.ASSESSED),
                database.count(),
                topics.count(StrikesChecker.DEAD_LETTERS),
                topics.lag(StrikesChecker.ASSESSED, committed()));
    }

    private Map<TopicPartition, Long> committed() throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> committed = new HashMap<>();
        admin.listConsumerGroupOffsets(EGRESS_GROUP)
                .partitionsToOffsetAndMetadata()
                .get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
                .forEach((partition, offset) -> {
                    if (offset != null) { // a partition may be listed without a committed offset
                        committed.put(partition, offset.offset());
                    }
                });
        return committed;
    }

    @Override
    public void close() {
        topics.close();
        admin.close();
    }
}
