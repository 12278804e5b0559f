package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.PipelineConnectorConfig;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.configuration.Validation;
import io.npipeline.configuration.Version;
import io.npipeline.node.SourcePartition;
import io.npipeline.pipeline.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.apache.kafka.connect.source.SourceConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a pipeline to Kafka, from a source of the user's own or from Kafka. */
public final class NPipelineSourceConnector extends SourceConnector {

    private static final Logger log = LoggerFactory.getLogger(NPipelineSourceConnector.class);

    private final SourceConsumers consumers;
    private Map<String, String> settings = Map.of();
    private List<SourcePartition> partitions = List.of();

    public NPipelineSourceConnector() {
        this(SourceConsumers.ofKafka());
    }

    /** A connector whose relays list their partitions with other consumers. */
    NPipelineSourceConnector(SourceConsumers consumers) {
        this.consumers = consumers;
    }

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public ConfigDef config() {
        return NPipelineSourceConnectorConfig.definition();
    }

    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        Map<String, String> set = PipelineConnectorConfig.withoutNulls(connectorConfigs);
        return Validation.extend(super.validate(set), () -> new NPipelineSourceConnectorConfig(set).problems());
    }

    @Override
    public void start(Map<String, String> props) {
        settings = PipelineConnectorConfig.withoutNulls(props);
        // Here and not in taskConfigs, whose failures the worker only logs and repeats: this one shows in the status.
        NPipelineSourceConnectorConfig config = new NPipelineSourceConnectorConfig(settings);
        partitions = isRelay(config) ? TopicListing.of(config.relay(), consumers) : PartitionListing.of(config);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return NPipelineSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        if (partitions.isEmpty()) {
            log.warn("The pipeline's source has no partitions, so there is nothing to read");
        }
        List<Map<String, String>> configs = new ArrayList<>();
        for (AssignedPartitions assigned : AssignedPartitions.divide(partitions, maxTasks)) {
            Map<String, String> config = new HashMap<>(settings);
            TaskNumber.put(configs.size(), config);
            assigned.put(config);
            configs.add(config);
        }
        return configs;
    }

    /** Whether outputs and positions are stored together, which takes a transaction that the tasks themselves end. */
    @Override
    public ExactlyOnceSupport exactlyOnceSupport(Map<String, String> connectorConfig) {
        try {
            return new NPipelineSourceConnectorConfig(PipelineConnectorConfig.withoutNulls(connectorConfig))
                            .canBeExactlyOnce()
                    ? ExactlyOnceSupport.SUPPORTED
                    : ExactlyOnceSupport.UNSUPPORTED;
        } catch (ConfigException e) {
            // Validation says so on the key; the worker asks all the same, and would show it on a key of its own too.
            return ExactlyOnceSupport.SUPPORTED;
        }
    }

    @Override
    public ConnectorTransactionBoundaries canDefineTransactionBoundaries(Map<String, String> connectorConfig) {
        return ConnectorTransactionBoundaries.SUPPORTED;
    }

    /** Refuses positions that the tasks could not read; the worker stores the others. */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<Map<String, ?>, Map<String, ?>> offsets) {
        Map<Map<String, ?>, Map<String, ?>> altered = new HashMap<>(offsets);
        // What is to be forgotten need not make sense any more.
        altered.values().removeIf(Objects::isNull);
        if (!altered.isEmpty()) {
            boolean relay = isRelay(new NPipelineSourceConnectorConfig(connectorConfig));
            altered.forEach((partition, position) -> requireReadable(partition, position, relay));
        }
        return true;
    }

    private static void requireReadable(Map<String, ?> partition, Map<String, ?> position, boolean relay) {
        try {
            if (relay) {
                TopicPartitions.requireValid(partition);
                TopicPartitions.position(position);
            } else {
                StoredPosition.read(position);
            }
        } catch (ConnectException e) {
            throw new ConnectException("Source partition " + partition + " cannot be altered: " + e.getMessage(), e);
        }
    }

    private static boolean isRelay(NPipelineSourceConnectorConfig config) {
        return config.validGraph().topology() == Topology.RELAY;
    }

    @Override
    public void stop() {
        settings = Map.of();
    }
}
