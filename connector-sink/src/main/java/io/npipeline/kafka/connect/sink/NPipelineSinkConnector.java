package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.PipelineConnectorConfig;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.configuration.Validation;
import io.npipeline.configuration.Version;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** Runs a pipeline from Kafka topics to sinks of the user's own. */
public final class NPipelineSinkConnector extends SinkConnector {

    private Map<String, String> settings = Map.of();

    @Override
    public String version() {
        return Version.current();
    }

    @Override
    public ConfigDef config() {
        return NPipelineSinkConnectorConfig.definition();
    }

    @Override
    public Config validate(Map<String, String> connectorConfigs) {
        Map<String, String> set = PipelineConnectorConfig.withoutNulls(connectorConfigs);
        return Validation.extend(super.validate(set), () -> new NPipelineSinkConnectorConfig(set).problems());
    }

    @Override
    public void start(Map<String, String> props) {
        settings = PipelineConnectorConfig.withoutNulls(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return NPipelineSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        List<Map<String, String>> configs = new ArrayList<>();
        for (int task = 0; task < maxTasks; task++) {
            Map<String, String> config = new HashMap<>(settings);
            TaskNumber.put(task, config);
            configs.add(config);
        }
        return configs;
    }

    /**
     * Whether the consumer group's are all the positions there are. Those of a transactional sink are in its store; the worker
     * then answers that they have to be altered there.
     */
    @Override
    public boolean alterOffsets(Map<String, String> connectorConfig, Map<TopicPartition, Long> offsets) {
        try {
            return new NPipelineSinkConnectorConfig(connectorConfig)
                    .validGraph()
                    .transactionalSink()
                    .isEmpty();
        } catch (ConfigException e) {
            return false; // nobody can tell
        }
    }

    @Override
    public void stop() {
        settings = Map.of();
    }
}
