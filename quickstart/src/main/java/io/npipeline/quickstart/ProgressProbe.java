package io.npipeline.quickstart;

import io.npipeline.quickstart.check.StrikesChecker;
import io.npipeline.quickstart.check.StrikesDatabase;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Looks at topics, consumer group and database from outside. Not thread safe. */
final class ProgressProbe implements AutoCloseable {

    /** Connect's name for the consumer group of the sink connector. */
    private static final String EGRESS_GROUP = "connect-strikes-egress";

    private static final int CALL_LIMIT_SECONDS = 30;

    private final long rows;
    private final StrikesDatabase database;
    private final Admin admin;

    ProgressProbe(long rows, String bootstrapServers, StrikesDatabase database) {
        this.rows = rows;
        this.database = database;
        this.admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers));
    }

    /** How far things are now. */
    Progress look() throws SQLException, InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, Long> strikes = endOffsets(StrikesChecker.STRIKES);
        long inTopic = sum(strikes.values());
        return new Progress(
                rows,
                inTopic,
                database.count(),
                sum(endOffsets(StrikesChecker.DEAD_LETTERS).values()),
                inTopic - committed(strikes.keySet()));
    }

    private Map<TopicPartition, Long> endOffsets(String topic)
            throws InterruptedException, ExecutionException, TimeoutException {
        Collection<TopicDescription> descriptions = admin.describeTopics(List.of(topic))
                .allTopicNames()
                .get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS)
                .values();
        Map<TopicPartition, OffsetSpec> ends = descriptions.stream()
                .flatMap(description -> description.partitions().stream())
                .collect(Collectors.toMap(
                        info -> new TopicPartition(topic, info.partition()), info -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                admin.listOffsets(ends).all().get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
        return found.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, end -> end.getValue()
                .offset()));
    }

    private long committed(Collection<TopicPartition> partitions)
            throws InterruptedException, ExecutionException, TimeoutException {
        Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(EGRESS_GROUP)
                .partitionsToOffsetAndMetadata()
                .get(CALL_LIMIT_SECONDS, TimeUnit.SECONDS);
        // A partition without a committed offset is listed as null.
        return partitions.stream()
                .map(offsets::get)
                .filter(Objects::nonNull)
                .mapToLong(OffsetAndMetadata::offset)
                .sum();
    }

    private static long sum(Collection<Long> values) {
        return values.stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        admin.close();
    }
}
