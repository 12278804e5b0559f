package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.TaskNumber;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The committed offsets of the consumer group in which the worker runs the connector's tasks. Partitions are opened rarely,
 * so each reading has a client of its own and nothing is kept between them. Immutable.
 */
final class GroupOffsets implements CommittedOffsets {

    /** What the client gets to end its calls; one that was given up must not be waited for. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

    private final String group;
    private final Map<String, Object> client;
    private final Duration timeout;

    GroupOffsets(NPipelineSinkConnectorConfig config) {
        group = ConsumerGroup.of(config);
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "npipeline-offset-map-" + ConnectorName.of(config) + "-" + TaskNumber.of(config));
        settings.putAll(config.kafka().settings());
        client = Map.copyOf(settings);
        timeout = config.offsetMaps().readTimeout();
    }

    @Override
    public Map<TopicPartition, Committed> read(Collection<TopicPartition> partitions)
            throws ExecutionException, TimeoutException, InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        Admin admin = Admin.create(client);
        try {
            var committed = admin.listConsumerGroupOffsets(Map.of(group, of(partitions)))
                    .partitionsToOffsetAndMetadata(group);
            var ends = admin.listOffsets(latestOf(partitions)).all();
            return join(await(committed, deadline), await(ends, deadline));
        } finally {
            admin.close(CLOSE_TIMEOUT);
        }
    }

    private static ListConsumerGroupOffsetsSpec of(Collection<TopicPartition> partitions) {
        return new ListConsumerGroupOffsetsSpec().topicPartitions(List.copyOf(partitions));
    }

    private static Map<TopicPartition, OffsetSpec> latestOf(Collection<TopicPartition> partitions) {
        return partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
    }

    private static <T> T await(KafkaFuture<T> future, long deadline)
            throws ExecutionException, TimeoutException, InterruptedException {
        return future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private static Map<TopicPartition, Committed> join(
            Map<TopicPartition, @Nullable OffsetAndMetadata> committed,
            Map<TopicPartition, ListOffsetsResultInfo> ends) {
        Map<TopicPartition, Committed> joined = new HashMap<>();
        committed.forEach((partition, offset) -> {
            ListOffsetsResultInfo end = ends.get(partition);
            if (offset != null && end != null) {
                joined.put(partition, new Committed(offset.offset(), offset.metadata(), end.offset()));
            }
        });
        return joined;
    }
}
