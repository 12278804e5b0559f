package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.node.SourcePartition;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.pipeline.Topology;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.connect.source.SourceConnectorContext;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running source connector: knows the partitions of its source, and divides them among the tasks.
 *
 * <p>Used by the worker's threads, one at a time.
 */
final class StartedSourceConnector implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StartedSourceConnector.class);

    private final Map<String, String> settings;
    private final SourceMonitor monitor;

    /** Those of which it cannot be told any more whether they are new. */
    private final Set<SourcePartition> first;

    private final boolean tellsNewOnes;
    private final OptionalLong since;
    private List<AssignedPartitions> divided = List.of();

    private StartedSourceConnector(
            Map<String, String> settings,
            List<SourcePartition> first,
            boolean tellsNewOnes,
            OptionalLong since,
            SourceMonitor monitor) {
        this.settings = settings;
        this.first = Set.copyOf(first);
        this.tellsNewOnes = tellsNewOnes;
        this.since = since;
        this.monitor = monitor;
    }

    /**
     * Lists the partitions, and goes on looking for others.
     *
     * @param settings what the config was made of
     * @param consumers opens the one that lists the topics of a relay
     * @param context the worker's side, which is asked only where that is needed
     */
    static StartedSourceConnector start(
            Map<String, String> settings,
            NPipelineSourceConnectorConfig config,
            SourceConsumers consumers,
            Supplier<SourceConnectorContext> context,
            Clock clock) {
        PipelineGraph graph = config.validGraph();
        TransactionVersion.warnIfOld(config);
        boolean relay = graph.topology() == Topology.RELAY;
        StartAt startAt = config.relay().start().at();
        String name = "npipeline-" + ConnectorName.of(config) + "-partitions";
        SourceListing listing = relay
                ? new TopicListing(config.relay(), config.outputTopics(graph), consumers, name)
                : () -> PartitionListing.of(config);
        try {
            List<SourcePartition> first = listing.list();
            OptionalLong since = relay && startAt == StartAt.LATEST
                    ? OptionalLong.of(since(first, context.get().offsetStorageReader(), clock))
                    : OptionalLong.empty();
            SourceMonitor monitor = SourceMonitor.start(
                    listing, first, config.refresh(), () -> context.get().requestTaskReconfiguration(), name);
            return new StartedSourceConnector(settings, first, relay && startAt != StartAt.EARLIEST, since, monitor);
        } catch (RuntimeException | Error e) {
            listing.close();
            throw e;
        }
    }

    /** When the connector first started, as far as its stored positions tell. */
    private static long since(List<SourcePartition> partitions, OffsetStorageReader stored, Clock clock) {
        var positions = StoredPositions.read(
                partitions,
                stored,
                partition -> TopicPartitions.stored(TopicPartitions.of(partition)),
                PartitionStarts::since);
        return positions.values().stream()
                .flatMapToLong(OptionalLong::stream)
                .min()
                .orElseGet(clock::millis);
    }

    /** The configurations of at most so many tasks, for the partitions that there are now. */
    List<Map<String, String>> taskConfigs(int maxTasks) {
        List<SourcePartition> partitions = monitor.partitions();
        if (partitions.isEmpty()) {
            log.warn("The pipeline's source has no partitions, so there is nothing to read");
        }
        PartitionStarts starts = new PartitionStarts(since, appeared(partitions));
        divided = AssignedPartitions.divide(divided, partitions, maxTasks);
        List<Map<String, String>> configs = new ArrayList<>();
        for (AssignedPartitions assigned : divided) {
            Map<String, String> config = new HashMap<>(settings);
            TaskNumber.put(configs.size(), config);
            assigned.put(config);
            starts.of(assigned).put(config);
            configs.add(config);
        }
        return configs;
    }

    private Set<SourcePartition> appeared(List<SourcePartition> partitions) {
        Set<SourcePartition> appeared = new HashSet<>();
        if (tellsNewOnes) {
            appeared.addAll(partitions);
            appeared.removeAll(first);
        }
        return appeared;
    }

    @Override
    public void close() {
        monitor.close();
    }
}
