package io.npipeline.kafka.connect.sink;

import io.npipeline.binding.BodyForm;
import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.KafkaClientSettings;
import io.npipeline.configuration.PipelineConnectorConfig;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.deadletter.DeadLetterContext;
import io.npipeline.engine.EngineSettings;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The settings of the sink connector and its tasks. Immutable. */
public final class NPipelineSinkConnectorConfig extends PipelineConnectorConfig {

    public static final String COMMIT_INTERVAL_MS = "npipeline.commit.interval.ms";

    /** A commit takes a while, and one that is asked for before the last one ended is taken for a closing one. */
    private static final long SHORTEST_COMMIT_INTERVAL_MS = 100;

    private static final String SOURCE_CONNECTOR = "io.npipeline.kafka.connect.source.NPipelineSourceConnector";

    private final KafkaClientSettings kafka;
    private final OffsetMapSettings offsetMaps;
    private final ClaimSettings claims;

    public NPipelineSinkConnectorConfig(Map<String, String> settings) {
        super(definition(), settings);
        kafka = new KafkaClientSettings(this);
        offsetMaps = OffsetMapSettings.of(this);
        claims = ClaimSettings.of(this);
    }

    /** The keys. */
    public static ConfigDef definition() {
        ConfigDef def = commonDefinition();
        DeadLetterSettings.defineForSink(def);
        new ConfigGroup(def, "Commits")
                .optional(
                        COMMIT_INTERVAL_MS,
                        ConfigDef.Type.LONG,
                        1_000L,
                        Range.between(SHORTEST_COMMIT_INTERVAL_MS, ConfigGroup.LONGEST_MS),
                        Importance.MEDIUM,
                        "Commit interval",
                        "How many milliseconds pass between commits of offsets while records are in flight. Records "
                                + "settled since the last commit run again after a crash. Keep it below the worker's "
                                + "offset.flush.interval.ms: at a commit that it did not ask for, a task waits for messages "
                                + "in flight, because it may be about to lose the partition.");
        OffsetMapSettings.define(def);
        ClaimSettings.define(def);
        KafkaClientSettings.define(def);
        return def;
    }

    @Override
    protected List<ConfigProblem> ownProblems() {
        List<ConfigProblem> problems = new ArrayList<>(deadLetters().problems(this));
        if (deadLetters().destination() == DeadLetterSettings.Destination.KAFKA && !kafka.hasBootstrapServers()) {
            problems.add(new ConfigProblem(
                    KafkaClientSettings.BOOTSTRAP_SERVERS,
                    null,
                    "must be set when " + DeadLetterSettings.DESTINATION
                            + " is kafka: the worker does not share its own with tasks"));
        }
        if (deadLetters().destination() == DeadLetterSettings.Destination.CONNECT) {
            problems.addAll(ErrantRecords.problems(originalsStrings()));
        }
        problems.addAll(offsetMaps.problems(this));
        problems.addAll(kafka.problems());
        return problems;
    }

    @Override
    protected List<ConfigProblem> problemsWith(PipelineGraph graph) {
        return graph.transactionalSink().isPresent() ? claims.problems(this) : List.of();
    }

    @Override
    protected boolean isFreeKey(String key) {
        return key.startsWith(KafkaClientSettings.PREFIX) || key.startsWith(DeadLetterSettings.PARAM_PREFIX);
    }

    @Override
    protected BodyForm outputForm() {
        return BodyForm.STRUCT;
    }

    @Override
    protected Optional<String> misplacement(PipelineGraph graph) {
        return switch (graph.topology()) {
            case EGRESS -> Optional.empty();
            case INGRESS ->
                Optional.of("does not belong in the sink connector: its source \""
                        + graph.source().name() + "\" is not a Kafka source; use " + SOURCE_CONNECTOR);
            case RELAY ->
                Optional.of("does not belong in the sink connector: it writes to Kafka; use " + SOURCE_CONNECTOR);
        };
    }

    EngineSettings engineSettings(KafkaMetrics metrics) {
        return engineSettings(metrics, null);
    }

    /** What a dead-letter sink of the user's gets to see. */
    DeadLetterContext deadLetterContext() {
        Map<String, String> parameters = new HashMap<>();
        originalsWithPrefix(DeadLetterSettings.PARAM_PREFIX)
                .forEach((name, value) -> parameters.put(name, String.valueOf(value)));
        return new DeadLetterContext(ConnectorName.of(this), TaskNumber.of(this), parameters);
    }

    KafkaClientSettings kafka() {
        return kafka;
    }

    OffsetMapSettings offsetMaps() {
        return offsetMaps;
    }

    ClaimSettings claims() {
        return claims;
    }

    Duration commitInterval() {
        return Duration.ofMillis(getLong(COMMIT_INTERVAL_MS));
    }
}
