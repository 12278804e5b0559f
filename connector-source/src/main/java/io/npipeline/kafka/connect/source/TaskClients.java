package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.engine.PartitionCounts;
import io.npipeline.node.SourcePartition;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.jspecify.annotations.Nullable;

/**
 * What a task does with admin clients of its own, as far as its settings want it: asks for the partitions of output topics, and
 * publishes positions.
 *
 * <p>Task thread, but for {@link #committed}.
 */
final class TaskClients implements AutoCloseable {

    /** Positions are for people who look at a lag. */
    private static final Duration BETWEEN_PUBLICATIONS = Duration.ofSeconds(5);

    /** Well within any time that brokers keep the offsets of a group for. */
    private static final Duration BETWEEN_RENEWALS = Duration.ofMinutes(10);

    private final @Nullable Admin admin;
    private final PartitionCounts partitions;
    private final @Nullable PositionPublisher publisher;

    private TaskClients(@Nullable Admin admin, PartitionCounts partitions, @Nullable PositionPublisher publisher) {
        this.admin = admin;
        this.partitions = partitions;
        this.publisher = publisher;
    }

    /**
     * @param assigned the task's partitions
     * @param stored where the worker keeps positions
     */
    static TaskClients open(
            NPipelineSourceConnectorConfig config,
            PipelineGraph graph,
            List<SourcePartition> assigned,
            OffsetStorageReader stored) {
        String clientId = "npipeline-" + ConnectorName.of(config) + "-" + TaskNumber.of(config);
        Admin admin = OutputPartitions.areNeeded(graph)
                ? AdminClients.open(config.kafka().settings(), clientId + "-output")
                : null;
        PartitionCounts partitions = admin == null ? TaskClients::unasked : OutputPartitions.of(admin);
        Optional<String> group = config.relay().group();
        PositionPublisher publisher = group.isEmpty()
                ? null
                : PositionPublisher.start(
                        assigned.stream().map(TopicPartitions::of).toList(),
                        stored,
                        new KafkaGroupOffsets(
                                group.get(), config.relay().consumer().settings(), clientId + "-positions"),
                        BETWEEN_PUBLICATIONS,
                        BETWEEN_RENEWALS);
        return new TaskClients(admin, partitions, publisher);
    }

    private static int unasked(String topic) {
        throw new ConnectException("No node was to ask for the partitions of " + topic);
    }

    PartitionCounts partitions() {
        return partitions;
    }

    /** Any thread. The worker has stored positions. */
    void committed() {
        if (publisher != null) {
            publisher.committed();
        }
    }

    @Override
    public void close() {
        if (publisher != null) {
            publisher.close();
        }
        if (admin != null) {
            AdminClients.close(admin);
        }
    }
}
