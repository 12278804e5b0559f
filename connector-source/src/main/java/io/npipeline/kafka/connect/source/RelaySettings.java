package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.EnumValues;
import io.npipeline.configuration.TopicName;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;

/**
 * What a pipeline from Kafka to Kafka reads, and how. Immutable.
 *
 * @param topics the topics, all of whose partitions are read
 * @param startAt where partitions without a stored position begin
 */
record RelaySettings(
        List<String> topics, StartAt startAt, SourceConsumerSettings consumer, SourceConverterSettings converters) {

    static final String PREFIX = "npipeline.source.";
    static final String TOPICS = PREFIX + "topics";
    static final String START_AT = PREFIX + "start.at";

    private static final EnumValues<StartAt> STARTS = new EnumValues<>(StartAt.class);

    static RelaySettings of(NPipelineSourceConnectorConfig config) {
        return new RelaySettings(
                List.copyOf(config.getList(TOPICS)),
                STARTS.parse(config.getString(START_AT)),
                new SourceConsumerSettings(config),
                new SourceConverterSettings(config));
    }

    /** Adds the keys. */
    static void define(ConfigDef def) {
        ConfigGroup group = new ConfigGroup(def, "Kafka source");
        group.optional(
                        TOPICS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        TopicName.list(),
                        Importance.HIGH,
                        "Source topics",
                        "The topics that a pipeline from Kafka to Kafka reads. Their partitions are divided among the tasks; "
                                + "those that are added later are read after a restart of the connector. Settings of the "
                                + "consumer follow the prefix npipeline.source.consumer. and override those of npipeline.kafka.")
                .choice(
                        START_AT,
                        StartAt.EARLIEST,
                        STARTS,
                        Importance.MEDIUM,
                        "Start at",
                        "Where a partition begins of which no position is stored. Positions are stored with outputs, so "
                                + "a task that restarts before the first output of a partition begins there again.");
        SourceConverterSettings.define(group);
    }

    /** Whether a key belongs to the consumer or a converter, whose keys are not ours to know. */
    static boolean isFreeKey(String key) {
        return SourceConsumerSettings.isFreeKey(key) || SourceConverterSettings.isFreeKey(key);
    }

    /** What is wrong for a pipeline that reads from Kafka. */
    List<ConfigProblem> problems(
            PipelineGraph graph, String outputTopic, DeadLetterSettings deadLetters, HeartbeatSettings heartbeat) {
        List<ConfigProblem> problems = new ArrayList<>();
        if (topics.isEmpty()) {
            problems.add(new ConfigProblem(
                    TOPICS, null, "must be set: source \"" + graph.source().name() + "\" reads from Kafka"));
        }
        problems.addAll(consumer.problems());
        problems.addAll(converters.problems());
        if (!consumer.mayBeAnotherCluster()) {
            problems.addAll(loops(graph, outputTopic, deadLetters, heartbeat));
        }
        return problems;
    }

    /** What is set and has no meaning for a pipeline that reads a source of its own. */
    List<ConfigProblem> problemsWithoutKafkaSource(PipelineGraph graph, AbstractConfig config) {
        return config.originals().keySet().stream()
                .filter(key -> key.startsWith(PREFIX))
                .sorted()
                .map(key -> new ConfigProblem(
                        key,
                        null,
                        "has no meaning: source \"" + graph.source().name() + "\" of the pipeline is not Kafka's"))
                .toList();
    }

    /** A pipeline that reads what it writes does not end. */
    private List<ConfigProblem> loops(
            PipelineGraph graph, String outputTopic, DeadLetterSettings deadLetters, HeartbeatSettings heartbeat) {
        List<ConfigProblem> problems = new ArrayList<>();
        String rule = "must not be one of " + TOPICS + ": the pipeline would read what it writes";
        if (topics.contains(outputTopic) && writesToDefaultTopic(graph)) {
            problems.add(new ConfigProblem(NPipelineSourceConnectorConfig.TOPIC, outputTopic, rule));
        }
        if (deadLetters.isEnabled() && topics.contains(deadLetters.topic())) {
            problems.add(new ConfigProblem(DeadLetterSettings.TOPIC, deadLetters.topic(), rule));
        }
        heartbeat
                .topic()
                .filter(topics::contains)
                .ifPresent(topic -> problems.add(new ConfigProblem(HeartbeatSettings.TOPIC, topic, rule)));
        Predicate<GraphNode> writesToSource = node -> node.spec() instanceof NodeSpec.KafkaSink kafka
                && kafka.sink().topic().filter(topics::contains).isPresent();
        graph.nodes().stream()
                .filter(writesToSource)
                .map(node -> new ConfigProblem(
                        TOPICS, topics, "must not hold the topic that node \"" + node.name() + "\" writes to"))
                .forEach(problems::add);
        return problems;
    }

    /** Where a sink chooses the topic by the body, tombstones go to the connector's. */
    private static boolean writesToDefaultTopic(PipelineGraph graph) {
        return graph.nodes().stream()
                .anyMatch(node -> node.spec() instanceof NodeSpec.KafkaSink kafka
                        && kafka.sink().topic().isEmpty());
    }
}
