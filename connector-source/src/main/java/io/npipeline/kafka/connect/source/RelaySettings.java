package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.pipeline.PipelineGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * What a pipeline from Kafka to Kafka reads, and how. Immutable.
 *
 * @param topics the topics, all of whose partitions are read
 * @param start where partitions begin
 * @param group the consumer group that positions are published to
 */
record RelaySettings(
        SourceTopics topics,
        StartSettings start,
        Optional<String> group,
        SourceConsumerSettings consumer,
        SourceConverterSettings converters) {

    static final String PREFIX = "npipeline.source.";
    static final String GROUP_ID = PREFIX + "group.id";

    static RelaySettings of(NPipelineSourceConnectorConfig config) {
        return new RelaySettings(
                SourceTopics.of(config),
                StartSettings.of(config),
                Optional.of(config.getString(GROUP_ID)).filter(id -> !id.isBlank()),
                new SourceConsumerSettings(config),
                new SourceConverterSettings(config));
    }

    /** Adds the keys. */
    static void define(ConfigDef def) {
        ConfigGroup group = new ConfigGroup(def, "Kafka source");
        SourceTopics.define(group);
        StartSettings.define(group);
        group.optional(
                GROUP_ID,
                ConfigDef.Type.STRING,
                "",
                null,
                Importance.LOW,
                "Group for lag tools",
                "A consumer group of the source's cluster to which positions are copied after the worker stored them, so "
                        + "that tools which show the lag of groups show that of the relay. Nothing is read from it, and a "
                        + "copy that fails is a line in the log. No consumer must be a member of it, and no other "
                        + "connector may use it for the same topics.");
        SourceConverterSettings.define(group);
    }

    /** Whether a key belongs to the consumer or a converter, whose keys are not ours to know. */
    static boolean isFreeKey(String key) {
        return SourceConsumerSettings.isFreeKey(key) || SourceConverterSettings.isFreeKey(key);
    }

    /** What is wrong for a pipeline that reads from Kafka. */
    List<ConfigProblem> problems(PipelineGraph graph, OutputTopics written) {
        List<ConfigProblem> problems =
                new ArrayList<>(topics.problems(graph.source().name()));
        problems.addAll(start.problems());
        problems.addAll(consumer.problems());
        problems.addAll(converters.problems());
        if (!consumer.mayBeAnotherCluster()) {
            problems.addAll(topics.loops(written));
        }
        return problems;
    }

    /** What is set and has no meaning for a pipeline that reads a source of its own. */
    List<ConfigProblem> problemsWithoutKafkaSource(PipelineGraph graph, AbstractConfig config) {
        return config.originals().keySet().stream()
                .filter(key -> key.startsWith(PREFIX) && !key.equals(RefreshSettings.INTERVAL_MS))
                .sorted()
                .map(key -> new ConfigProblem(
                        key,
                        null,
                        "has no meaning: source \"" + graph.source().name() + "\" of the pipeline is not Kafka's"))
                .toList();
    }
}
