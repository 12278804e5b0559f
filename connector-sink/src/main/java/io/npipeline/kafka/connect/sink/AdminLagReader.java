package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.TaskNumber;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks with a client of its own, which lives as long as the task: it is made at the first question, and has the settings of
 * those that read offset maps.
 *
 * <p>Used by one thread.
 */
final class AdminLagReader implements LagReader {

    private static final String ISOLATION_OVERRIDE = "consumer.override." + ConsumerConfig.ISOLATION_LEVEL_CONFIG;

    /** What the client gets to end its calls; one that was given up must not be waited for. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

    /** Longer than the client itself tries, unless it was told to; then it is given up here, and asked again by the next look. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final Map<String, Object> client;
    private final ListOffsetsOptions options;
    private final String group;
    private @Nullable Admin admin;

    AdminLagReader(NPipelineSinkConnectorConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "npipeline-lag-" + ConnectorName.of(config) + "-" + TaskNumber.of(config));
        settings.putAll(config.kafka().settings());
        client = Map.copyOf(settings);
        options = new ListOffsetsOptions(isolation(config));
        group = ConsumerGroup.of(config);
    }

    /** The worker's own setting is not known here. */
    private static IsolationLevel isolation(NPipelineSinkConnectorConfig config) {
        Object override = config.originals().get(ISOLATION_OVERRIDE);
        return override != null && override.toString().trim().equals("read_committed")
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED;
    }

    @Override
    public Found read(Collection<TopicPartition> partitions, Collection<TopicPartition> uncertain)
            throws InterruptedException {
        if (admin == null) {
            admin = Admin.create(client);
        }
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        ListOffsetsResult ends = admin.listOffsets(latest, options);
        var committed = committed(admin, uncertain);
        return new LagAnswers(LIMIT)
                .ends(partitions, ends)
                .committed(uncertain, committed)
                .found();
    }

    private KafkaFuture<Map<TopicPartition, @Nullable OffsetAndMetadata>> committed(
            Admin asked, Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return KafkaFuture.completedFuture(Map.of());
        }
        var spec = new ListConsumerGroupOffsetsSpec().topicPartitions(List.copyOf(partitions));
        return asked.listConsumerGroupOffsets(Map.of(group, spec)).partitionsToOffsetAndMetadata(group);
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(CLOSE_TIMEOUT);
        }
    }
}
