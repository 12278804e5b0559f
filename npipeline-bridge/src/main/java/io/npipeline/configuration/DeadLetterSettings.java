package io.npipeline.configuration;

import io.npipeline.deadletter.DeadLetterSink;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where messages go that are given up. Immutable.
 *
 * @param destination the kind of destination
 * @param topic the topic, for the destination {@code kafka}; empty otherwise
 * @param sinkClass the class, for the destination {@code class}; empty otherwise
 * @param timeout how long storing one letter is tried; zero in a source connector, whose letters are outputs
 * @param maxBytes what a letter is made to fit into; 0 for what its destination takes
 */
public record DeadLetterSettings(
        Destination destination, String topic, String sinkClass, Duration timeout, long maxBytes) {

    public static final String DESTINATION = "npipeline.dead.letter.destination";
    public static final String TOPIC = "npipeline.dead.letter.topic";
    public static final String CLASS = "npipeline.dead.letter.class";
    public static final String PARAM_PREFIX = "npipeline.dead.letter.param.";
    public static final String MAX_BYTES = "npipeline.dead.letter.max.bytes";
    public static final String TIMEOUT_MS = "npipeline.dead.letter.timeout.ms";

    /** What is not left out of a letter fits into it. */
    private static final long LEAST_BYTES = 32_768;

    private static final Logger log = LoggerFactory.getLogger(DeadLetterSettings.class);
    private static final String GROUP = "Dead letters";
    private static final EnumValues<Destination> DESTINATIONS = new EnumValues<>(Destination.class);

    /** The kinds of destination. */
    public enum Destination {
        /** There is none: messages whose retries ended fail the task, or are skipped where that is configured. */
        NONE,
        /** A Kafka topic. */
        KAFKA,
        /** The worker, which writes the records as it read them. */
        CONNECT,
        /** A sink of the user's own. */
        CLASS
    }

    /** Reads those keys that are defined. */
    public static DeadLetterSettings of(AbstractConfig config) {
        boolean sends = config.values().containsKey(TIMEOUT_MS);
        return new DeadLetterSettings(
                DESTINATIONS.parse(config.getString(DESTINATION)),
                config.getString(TOPIC),
                sends ? config.getString(CLASS) : "",
                sends ? Duration.ofMillis(config.getLong(TIMEOUT_MS)) : Duration.ZERO,
                config.getLong(MAX_BYTES));
    }

    /** Adds the keys of a source connector: its dead letters are outputs like any other, which the worker stores. */
    public static void defineForSource(ConfigDef def) {
        defineDestination(new ConfigGroup(def, GROUP));
    }

    /** Adds the keys of a sink connector, which sends its dead letters itself. */
    public static void defineForSink(ConfigDef def) {
        defineDestination(new ConfigGroup(def, GROUP))
                .optional(
                        CLASS,
                        ConfigDef.Type.STRING,
                        "",
                        null,
                        Importance.MEDIUM,
                        "Dead-letter class",
                        "The class of the destination class: a DeadLetterSink with a public constructor without parameters, in "
                                + "a jar beside the connector's own. A parameter of it is set by its name behind "
                                + PARAM_PREFIX)
                .optional(
                        TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        60_000L,
                        Range.between(1, ConfigGroup.LONGEST_MS),
                        Importance.MEDIUM,
                        "Dead-letter timeout",
                        "How many milliseconds storing a dead letter is tried while its destination is down, before the "
                                + "task fails. No records are taken in while attempts fail. A task that starts waits as "
                                + "long for brokers that do not answer.");
    }

    private static ConfigGroup defineDestination(ConfigGroup group) {
        return group.choice(
                        DESTINATION,
                        Destination.NONE,
                        DESTINATIONS,
                        Importance.HIGH,
                        "Dead-letter destination",
                        "Where messages go whose retries ended. With none they fail the task. With kafka the item and what "
                                + "went wrong are written to a topic as JSON. A sink connector also knows connect, with "
                                + "which the worker writes the record as it read it to errors.deadletterqueue.topic.name, "
                                + "and class, a sink of your own.")
                .optional(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        "",
                        TopicName.optional(),
                        Importance.HIGH,
                        "Dead-letter topic",
                        "The topic of the destination kafka.")
                .optional(
                        MAX_BYTES,
                        ConfigDef.Type.LONG,
                        0L,
                        new NoneOrAtLeast(LEAST_BYTES),
                        Importance.LOW,
                        "Maximum bytes of a dead letter",
                        "What a dead letter is made to fit into: it loses first the copy of the record's bytes, then the "
                                + "larger one of item and headers of the record, then the other, in the end the key, and its "
                                + "header x-dead-letter-left-out says which. The rest, with a stack trace of up to 16,384 "
                                + "characters, stays, for which it is at least 32,768. 0 is what the producer takes (max.request.size; in a source "
                                + "connector half of that, as converters add to it) and for a class of your own no "
                                + "limit. Set it where the topic takes less (max.message.bytes). Of no effect with connect.");
    }

    /** What letters are made to fit into, where the destination takes so many bytes; warns when that is less than what is set. */
    public long maxBytes(long taken) {
        if (maxBytes > taken) {
            log.warn(
                    "{} is {}, and dead letters are made to fit into {} bytes, because the producer's max.request.size does "
                            + "not allow more",
                    MAX_BYTES,
                    maxBytes,
                    taken);
        }
        return maxBytes == 0 ? taken : Math.min(maxBytes, taken);
    }

    /** Whether there is a destination. */
    public boolean isEnabled() {
        return destination != Destination.NONE;
    }

    /** A new sink of the user's class, which is not open yet. */
    public DeadLetterSink newSink() {
        return sinkType().newInstance();
    }

    private UserClass<DeadLetterSink> sinkType() {
        return new UserClass<>(CLASS, sinkClass, DeadLetterSink.class);
    }

    /** What is wrong with the keys in the light of each other. */
    public List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        if (destination == Destination.KAFKA && topic.isBlank()) {
            problems.add(new ConfigProblem(TOPIC, topic, "must be set when " + DESTINATION + " is kafka"));
        }
        return problems;
    }

    /** What is wrong with the keys in a sink connector. */
    public List<ConfigProblem> problems(AbstractConfig sinkConnector) {
        return switch (destination) {
            case NONE, CONNECT -> List.of();
            case KAFKA -> loops(sinkConnector);
            case CLASS -> sinkType().problems();
        };
    }

    /**
     * Whether the dead-letter topic is one of those that a sink connector reads: each dead letter would fail again and
     * become a larger one, without end.
     */
    private List<ConfigProblem> loops(AbstractConfig sinkConnector) {
        boolean read = topics(sinkConnector, "topics").stream().anyMatch(topic::equals)
                || topics(sinkConnector, "topics.regex").stream().anyMatch(this::isMatchedBy);
        return read
                ? List.of(new ConfigProblem(TOPIC, topic, "must not be one of the topics the connector reads"))
                : List.of();
    }

    private static List<String> topics(AbstractConfig config, String key) {
        Object value = config.originals().get(key);
        if (value == null) {
            return List.of();
        }
        return key.equals("topics")
                ? Arrays.stream(value.toString().split(",")).map(String::trim).toList()
                : List.of(value.toString());
    }

    private boolean isMatchedBy(String pattern) {
        try {
            return topic.matches(pattern);
        } catch (PatternSyntaxException e) {
            return false; // the worker says so on the pattern's own key
        }
    }

    /** What a pipeline's own policies ask for that the keys do not give. */
    public List<ConfigProblem> problems(PipelineGraph graph) {
        if (isEnabled()) {
            return List.of();
        }
        return graph.nodes().stream()
                .filter(DeadLetterSettings::mayDeadLetter)
                .map(node -> new ConfigProblem(
                        DESTINATION,
                        EnumValues.name(destination),
                        "must not be none: the failure policy of node \"" + node.name() + "\" decides DEAD_LETTER"))
                .toList();
    }

    private static boolean mayDeadLetter(GraphNode node) {
        return node.failurePolicy()
                .filter(policy -> policy.mayDecide(NodeErrorDecision.DEAD_LETTER))
                .isPresent();
    }
}
