package io.npipeline.benchmarks.worker;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

/** The least that a sink connector can do: its task counts. Its settings are those of {@link RoundKeys}. */
public final class NoOpSinkConnector extends SinkConnector {

    private Map<String, String> settings = Map.of();

    @Override
    public void start(Map<String, String> props) {
        settings = Map.copyOf(props);
    }

    @Override
    public Class<? extends Task> taskClass() {
        return NoOpSinkTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, settings);
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef()
                .define(RoundKeys.EXPECTED, ConfigDef.Type.LONG, ConfigDef.Importance.HIGH, "How many records end it.")
                .define(RoundKeys.DIRECTORY, ConfigDef.Type.STRING, ConfigDef.Importance.HIGH, "For the counts.")
                .define(RoundKeys.JSON, ConfigDef.Type.BOOLEAN, false, ConfigDef.Importance.LOW, "Whether JSON comes.")
                .define(RoundKeys.HAND_OVER, ConfigDef.Type.BOOLEAN, false, ConfigDef.Importance.LOW, "To a thread.");
    }

    @Override
    public String version() {
        return "1";
    }
}
