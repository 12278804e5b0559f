package io.npipeline.kafka.connect.sink;

import io.npipeline.binding.BodyForm;
import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.ConfigProblemException;
import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.FailureSettings;
import io.npipeline.configuration.KafkaClientSettings;
import io.npipeline.configuration.PipelineLoader;
import io.npipeline.configuration.PipelineSettings;
import io.npipeline.configuration.RunSettings;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.configuration.Validation;
import io.npipeline.engine.EngineSettings;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.pipeline.Topology;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/** The settings of the sink connector and its tasks. Immutable. */
public final class NPipelineSinkConnectorConfig extends AbstractConfig {

    public static final String COMMIT_INTERVAL_MS = "npipeline.commit.interval.ms";

    public static final String MAX_IN_FLIGHT_BYTES = "npipeline.max.in.flight.bytes";

    private static final String SOURCE_CONNECTOR = "io.npipeline.kafka.connect.source.NPipelineSourceConnector";

    private final PipelineSettings pipeline;
    private final RunSettings run;
    private final FailureSettings failures;
    private final DeadLetterSettings deadLetters;
    private final KafkaClientSettings kafka;

    public NPipelineSinkConnectorConfig(Map<String, String> settings) {
        super(definition(), settings, false);
        pipeline = new PipelineSettings(this);
        run = RunSettings.of(this);
        failures = new FailureSettings(this);
        deadLetters = DeadLetterSettings.of(this);
        kafka = new KafkaClientSettings(this);
    }

    /** The keys. */
    public static ConfigDef definition() {
        ConfigDef def = new ConfigDef();
        PipelineSettings.define(def);
        RunSettings.define(def);
        new ConfigGroup(def, "Intake")
                .optional(
                        MAX_IN_FLIGHT_BYTES,
                        ConfigDef.Type.LONG,
                        64L * 1024 * 1024,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Maximum bytes in flight",
                        "How many bytes of keys and values of a task may be in flight before its partitions are paused. "
                                + "Sizes of structured values are estimated.");
        new ConfigGroup(def, "Commits")
                .optional(
                        COMMIT_INTERVAL_MS,
                        ConfigDef.Type.LONG,
                        1_000L,
                        Range.between(1, ConfigGroup.LONGEST_MS),
                        Importance.MEDIUM,
                        "Commit interval",
                        "How many milliseconds pass between commits of offsets while records are in flight. Records settled since "
                                + "the last commit run again after a crash. Keep it below the worker's "
                                + "offset.flush.interval.ms: at a commit that it did not ask for, a task waits for messages in "
                                + "flight, because it may be about to lose the partition.");
        FailureSettings.define(def);
        DeadLetterSettings.define(def);
        KafkaClientSettings.define(def);
        TaskNumber.define(def);
        return def;
    }

    /** The pipeline; fails with a {@link ConfigProblemException} where it or a key is wrong. */
    PipelineGraph validGraph() {
        List<ConfigProblem> problems = new ArrayList<>();
        PipelineGraph graph = graph(problems);
        Validation.requireNone(problems);
        return graph;
    }

    /** What is wrong with the keys and the pipeline in the light of each other. */
    List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        try {
            graph(problems);
        } catch (ConfigProblemException e) {
            problems.add(e.problem());
        }
        return problems;
    }

    private PipelineGraph graph(List<ConfigProblem> problems) {
        problems.addAll(run.problems());
        problems.addAll(failures.problems());
        problems.addAll(deadLetters.problems());
        problems.addAll(deadLetters.problems(this));
        if (deadLetters.destination() == DeadLetterSettings.Destination.KAFKA && !kafka.hasBootstrapServers()) {
            problems.add(new ConfigProblem(
                    KafkaClientSettings.BOOTSTRAP_SERVERS,
                    null,
                    "must be set when " + DeadLetterSettings.DESTINATION
                            + " is kafka: the worker does not share its own with tasks"));
        }
        PipelineGraph graph = PipelineLoader.load(pipeline, BodyForm.STRUCT);
        problems.addAll(deadLetters.problems(graph));
        if (graph.topology() != Topology.EGRESS) {
            String reason = graph.topology() == Topology.INGRESS
                    ? "its source \"" + graph.source().name() + "\" is not a Kafka source"
                    : "it ends in Kafka";
            problems.add(new ConfigProblem(
                    PipelineSettings.CLASS,
                    pipeline.pipelineClass(),
                    "does not belong into the sink connector: " + reason + "; use " + SOURCE_CONNECTOR));
        }
        return graph;
    }

    EngineSettings engineSettings() {
        return new EngineSettings(
                ConnectorName.of(this),
                TaskNumber.of(this),
                run.ordering(),
                run.maxDegreeOfParallelism(),
                run.threads(),
                failures.defaultPolicy(deadLetters.isEnabled()),
                deadLetters.timeout(),
                null);
    }

    RunSettings run() {
        return run;
    }

    DeadLetterSettings deadLetters() {
        return deadLetters;
    }

    KafkaClientSettings kafka() {
        return kafka;
    }

    long maxInFlightBytes() {
        return getLong(MAX_IN_FLIGHT_BYTES);
    }

    Duration commitInterval() {
        return Duration.ofMillis(getLong(COMMIT_INTERVAL_MS));
    }
}
