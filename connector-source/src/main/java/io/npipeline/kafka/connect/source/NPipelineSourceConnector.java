package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.PipelineConnectorConfig;
import io.npipeline.configuration.Validation;
import io.npipeline.configuration.Version;
import io.npipeline.pipeline.Topology;
import java.time.Clock;
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
import org.jspecify.annotations.Nullable;

/** Runs a pipeline to Kafka, from a source of the user's own or from Kafka. */
public final class NPipelineSourceConnector extends SourceConnector {

    private final SourceConsumers consumers;
    private volatile @Nullable StartedSourceConnector started;

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
        Map<String, String> settings = PipelineConnectorConfig.withoutNulls(props);
        // Partitions are listed here and not in taskConfigs, whose failures the worker only logs and repeats: this one
        // shows in the status.
        started = StartedSourceConnector.start(
                settings, new NPipelineSourceConnectorConfig(settings), consumers, this::context, Clock.systemUTC());
    }

    @Override
    public Class<? extends Task> taskClass() {
        return NPipelineSourceTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        StartedSourceConnector connector = started;
        if (connector == null) {
            throw new IllegalStateException("The connector was not started");
        }
        return connector.taskConfigs(maxTasks);
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
        StartedSourceConnector connector = started;
        if (connector != null) {
            connector.close();
        }
    }
}
