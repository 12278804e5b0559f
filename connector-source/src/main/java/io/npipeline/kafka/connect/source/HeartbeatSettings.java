package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.TopicName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * Where records go that carry a position and nothing else. Connect stores a position with a record only, so where nothing
 * but filtered records came for long, they are read anew after a restart.
 *
 * @param topic empty for no such records
 * @param interval how long a position that moved waits for an output at the least
 */
record HeartbeatSettings(Optional<String> topic, Duration interval) {

    static final String TOPIC = "npipeline.heartbeat.topic";
    static final String INTERVAL_MS = "npipeline.heartbeat.interval.ms";

    static HeartbeatSettings of(AbstractConfig config) {
        return new HeartbeatSettings(
                Optional.of(config.getString(TOPIC)).filter(name -> !name.isEmpty()),
                Duration.ofMillis(config.getLong(INTERVAL_MS)));
    }

    /** Adds the keys. */
    static void define(ConfigDef def) {
        new ConfigGroup(def, "Heartbeat")
                .optional(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        "",
                        TopicName.optional(),
                        Importance.LOW,
                        "Heartbeat topic",
                        "A topic for records that carry a position and nothing else. Connect stores positions with outputs, "
                                + "so what was filtered since the last output of a source partition is read again after a "
                                + "restart. Empty for no such records.")
                .optional(
                        INTERVAL_MS,
                        ConfigDef.Type.LONG,
                        10_000L,
                        ConfigDef.Range.between(100, ConfigGroup.LONGEST_MS),
                        Importance.LOW,
                        "Heartbeat interval",
                        "After how many milliseconds the position of a source partition that moved without an output is "
                                + "written to " + TOPIC + ".");
    }

    /** What is wrong beside other topics of the connector. */
    List<ConfigProblem> problems(String outputTopic) {
        return topic.filter(outputTopic::equals)
                .map(same -> List.of(new ConfigProblem(
                        TOPIC, same, "must be another topic than " + NPipelineSourceConnectorConfig.TOPIC)))
                .orElse(List.of());
    }
}
