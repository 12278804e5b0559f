package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.TaskNumber;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Asks with a client of its own, which lives as long as the task: it is made at the first question, and has the settings of
 * those that read offset maps.
 *
 * <p>Used by one thread.
 */
final class AdminLogEnds implements LogEndReader {

    private static final String ISOLATION_OVERRIDE = "consumer.override." + ConsumerConfig.ISOLATION_LEVEL_CONFIG;

    /** What the client gets to end its calls; one that was given up must not be waited for. */
    private static final Duration CLOSE_TIMEOUT = Duration.ofMillis(100);

    private final Map<String, Object> client;
    private final ListOffsetsOptions options;
    private @Nullable Admin admin;

    AdminLogEnds(NPipelineSinkConnectorConfig config) {
        Map<String, Object> settings = new HashMap<>();
        settings.put(
                AdminClientConfig.CLIENT_ID_CONFIG,
                "npipeline-lag-" + ConnectorName.of(config) + "-" + TaskNumber.of(config));
        settings.putAll(config.kafka().settings());
        client = Map.copyOf(settings);
        options = new ListOffsetsOptions(isolation(config));
    }

    /** The worker's own setting is not known here. */
    private static IsolationLevel isolation(NPipelineSinkConnectorConfig config) {
        Object override = config.originals().get(ISOLATION_OVERRIDE);
        return override != null && override.toString().trim().equals("read_committed")
                ? IsolationLevel.READ_COMMITTED
                : IsolationLevel.READ_UNCOMMITTED;
    }

    @Override
    public Map<TopicPartition, Long> read(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        if (admin == null) {
            admin = Admin.create(client);
        }
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest()));
        Map<TopicPartition, ListOffsetsResultInfo> ends =
                admin.listOffsets(latest, options).all().get();
        return ends.entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue()
                .offset()));
    }

    @Override
    public void close() {
        if (admin != null) {
            admin.close(CLOSE_TIMEOUT);
        }
    }
}
