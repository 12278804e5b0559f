package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.TopicName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * Which topics a relay reads: those that are named, or those whose names match. Immutable.
 *
 * @param names the topics; empty where a pattern is set
 * @param pattern matches whole names; {@code null} where topics are named
 */
record SourceTopics(List<String> names, @Nullable Pattern pattern) {

    static final String TOPICS = RelaySettings.PREFIX + "topics";
    static final String REGEX = RelaySettings.PREFIX + "topics.regex";

    private static final String INTERNAL = "__";
    private static final String LOOP = ": the pipeline would read what it writes";

    /** Accepts a regular expression, or nothing. */
    private static final class Regex implements ConfigDef.Validator {

        @Override
        public void ensureValid(String key, @Nullable Object value) {
            try {
                Pattern.compile(value == null ? "" : value.toString());
            } catch (PatternSyntaxException e) {
                throw new ConfigException(key, value, "must be " + this + ": " + e.getDescription());
            }
        }

        @Override
        public String toString() {
            return "a regular expression of Java";
        }
    }

    static SourceTopics of(AbstractConfig config) {
        String regex = config.getString(REGEX);
        return new SourceTopics(List.copyOf(config.getList(TOPICS)), regex.isEmpty() ? null : Pattern.compile(regex));
    }

    /** Adds the keys. */
    static void define(ConfigGroup group) {
        group.optional(
                        TOPICS,
                        ConfigDef.Type.LIST,
                        List.of(),
                        TopicName.list(),
                        Importance.HIGH,
                        "Source topics",
                        "The topics that a pipeline from Kafka to Kafka reads, which must exist when the connector starts. "
                                + "Their partitions are divided among the tasks. Settings of the consumer follow the prefix "
                                + "npipeline.source.consumer. and override those of npipeline.kafka.")
                .optional(
                        REGEX,
                        ConfigDef.Type.STRING,
                        "",
                        new Regex(),
                        Importance.HIGH,
                        "Source topics pattern",
                        "Instead of " + TOPICS
                                + ": the topics are those whose whole name matches, also those that are made "
                                + "later (" + RefreshSettings.INTERVAL_MS + "). Topics whose names begin with two "
                                + "underscores are left out, and on the same cluster those that this connector is known to "
                                + "write to.");
    }

    /** The topics that match, of those there are. */
    List<String> matching(Set<String> topics, Set<String> leftOut) {
        return topics.stream()
                .filter(topic -> !topic.startsWith(INTERNAL) && !leftOut.contains(topic) && matches(topic))
                .sorted()
                .toList();
    }

    private boolean matches(String topic) {
        return pattern != null && pattern.matcher(topic).matches();
    }

    /** What is wrong with the keys in the light of each other. */
    List<ConfigProblem> problems(String sourceName) {
        if (names.isEmpty() && pattern == null) {
            return List.of(new ConfigProblem(
                    TOPICS, null, "must be set, or " + REGEX + ": source \"" + sourceName + "\" reads from Kafka"));
        }
        if (!names.isEmpty() && pattern != null) {
            return List.of(new ConfigProblem(REGEX, pattern, "must not be set when " + TOPICS + " is"));
        }
        return List.of();
    }

    /** A pipeline that reads what it writes does not end. To be asked where both may be topics of one cluster. */
    List<ConfigProblem> loops(OutputTopics written) {
        List<ConfigProblem> problems = new ArrayList<>();
        String rule = "must not be one of " + TOPICS + LOOP;
        written.defaultTopic().ifPresent(topic -> {
            if (names.contains(topic)) {
                problems.add(new ConfigProblem(NPipelineSourceConnectorConfig.TOPIC, topic, rule));
            } else if (matches(topic)) {
                problems.add(new ConfigProblem(
                        REGEX,
                        pattern,
                        "must not match " + topic + ", the topic of " + NPipelineSourceConnectorConfig.TOPIC + LOOP));
            }
        });
        written.deadLetters()
                .filter(names::contains)
                .ifPresent(topic -> problems.add(new ConfigProblem(DeadLetterSettings.TOPIC, topic, rule)));
        written.heartbeats()
                .filter(names::contains)
                .ifPresent(topic -> problems.add(new ConfigProblem(HeartbeatSettings.TOPIC, topic, rule)));
        written.ofNodes().forEach((node, topic) -> {
            if (names.contains(topic)) {
                problems.add(new ConfigProblem(
                        TOPICS, names, "must not hold the topic that node \"" + node + "\" writes to"));
            } else if (matches(topic)) {
                problems.add(new ConfigProblem(
                        REGEX,
                        pattern,
                        "must not match " + topic + ", the topic that node \"" + node + "\" writes to"));
            }
        });
        return problems;
    }
}
