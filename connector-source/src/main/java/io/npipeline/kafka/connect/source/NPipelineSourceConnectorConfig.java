package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.ConfigProblemException;
import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.FailureSettings;
import io.npipeline.configuration.PipelineLoader;
import io.npipeline.configuration.PipelineSettings;
import io.npipeline.configuration.RunSettings;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.configuration.Validation;
import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.EngineSettings;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.pipeline.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of the source connector and its tasks. Immutable. */
public final class NPipelineSourceConnectorConfig extends AbstractConfig {

    public static final String TOPIC = "npipeline.topic";

    private static final String SINK_CONNECTOR = "io.npipeline.kafka.connect.sink.NPipelineSinkConnector";

    private final PipelineSettings pipeline;
    private final RunSettings run;
    private final FailureSettings failures;
    private final DeadLetterSettings deadLetters;
    private final WorkerSettings worker;

    public NPipelineSourceConnectorConfig(Map<String, String> settings) {
        super(definition(), settings, false);
        pipeline = new PipelineSettings(this);
        run = RunSettings.of(this);
        failures = new FailureSettings(this);
        deadLetters = DeadLetterSettings.of(this);
        worker = new WorkerSettings(this);
    }

    /** The keys. */
    public static ConfigDef definition() {
        ConfigDef def = new ConfigDef();
        PipelineSettings.define(def);
        new ConfigGroup(def, "Output")
                .required(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        new ConfigDef.NonEmptyString(),
                        "Topic",
                        "The topic that the pipeline's Kafka sinks write to unless they name another.");
        RunSettings.define(def);
        FailureSettings.define(def);
        DeadLetterSettings.define(def);
        TaskNumber.define(def);
        AssignedPartitions.define(def);
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
        problems.addAll(worker.problems(deadLetters));
        PipelineGraph graph = PipelineLoader.load(pipeline, worker.bodyForm());
        problems.addAll(deadLetters.problems(graph));
        if (graph.topology() != Topology.INGRESS) {
            problems.add(new ConfigProblem(
                    PipelineSettings.CLASS,
                    pipeline.pipelineClass(),
                    graph.topology() == Topology.EGRESS
                            ? "does not belong into the source connector: no node of it writes to Kafka; use "
                                    + SINK_CONNECTOR
                            : "reads from Kafka and writes to Kafka, which this version does not run"));
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
                new EngineSettings.OutputSettings(getString(TOPIC), worker.bodyForm()));
    }

    /** In a source task a dead letter is an output of its list, so that it is stored with the same position. */
    DeadLetterRoute deadLetterRoute() {
        return switch (deadLetters.destination()) {
            case NONE -> new DeadLetterRoute.None();
            case KAFKA -> new DeadLetterRoute.AsOutput(deadLetters.topic(), worker.bodyForm());
        };
    }

    RunSettings run() {
        return run;
    }

    AssignedPartitions assignedPartitions() {
        return AssignedPartitions.of(this);
    }
}
