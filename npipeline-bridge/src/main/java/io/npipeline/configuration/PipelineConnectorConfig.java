package io.npipeline.configuration;

import io.npipeline.binding.BodyForm;
import io.npipeline.engine.EngineSettings;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.pipeline.PipelineGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** What the settings of both connectors have in common. Immutable. */
public abstract class PipelineConnectorConfig extends AbstractConfig {

    private static final String OUR_PREFIX = "npipeline.";

    private final ConfigDef definition;
    private final PipelineSettings pipeline;
    private final RunSettings run;
    private final AcknowledgmentSettings acknowledgment;
    private final FailureSettings failures;
    private final DeadLetterSettings deadLetters;
    private final CorrelationSettings correlation;
    private final MetricsSettings metrics;
    private final LagSettings lag;

    protected PipelineConnectorConfig(ConfigDef definition, Map<String, String> settings) {
        super(definition, withoutNulls(settings), false);
        this.definition = definition;
        pipeline = new PipelineSettings(this);
        run = RunSettings.of(this);
        acknowledgment = AcknowledgmentSettings.of(this);
        failures = new FailureSettings(this);
        deadLetters = DeadLetterSettings.of(this);
        correlation = CorrelationSettings.of(this);
        metrics = MetricsSettings.of(this);
        lag = LagSettings.of(this);
    }

    /** The settings without those that JSON gives as {@code null}, which means that they are not set. */
    public static Map<String, String> withoutNulls(Map<String, String> settings) {
        Map<String, String> set = new HashMap<>(settings);
        set.values().removeIf(Objects::isNull);
        return set;
    }

    /** The keys of both connectors, but for those of dead letters. */
    protected static ConfigDef commonDefinition() {
        ConfigDef def = new ConfigDef();
        PipelineSettings.define(def);
        RunSettings.define(def);
        AcknowledgmentSettings.define(def);
        FailureSettings.define(def);
        CorrelationSettings.define(def);
        MetricsSettings.define(def);
        LagSettings.define(def);
        TaskNumber.define(def);
        return def;
    }

    /** What is wrong with the keys of this connector alone. */
    protected abstract List<ConfigProblem> ownProblems();

    /** The form in which the pipeline's Kafka sinks write unless they say otherwise. */
    protected abstract BodyForm outputForm();

    /** What is wrong with the keys of this connector in the light of a pipeline that can run in it. */
    protected List<ConfigProblem> problemsWith(PipelineGraph graph) {
        return List.of();
    }

    /** Why a pipeline cannot run in this connector, as a sentence; empty when it can. */
    protected abstract Optional<String> misplacement(PipelineGraph graph);

    /**
     * The pipeline, to look at: its nodes are not to be opened. Fails with a {@link ConfigProblemException} where it or a key is
     * wrong.
     */
    public final PipelineGraph validGraph() {
        LoadedPipeline pipeline = loadPipeline();
        pipeline.close();
        return pipeline.graph();
    }

    /** The pipeline, to look at, whatever else is wrong. Fails with a {@link ConfigProblemException} where it is. */
    public final PipelineGraph describedGraph() {
        try (LoadedPipeline described = PipelineLoader.load(pipeline, outputForm(), this::openMetrics)) {
            return described.graph();
        }
    }

    /** The pipeline, to be closed after its nodes. Fails as {@link #validGraph}. */
    public final LoadedPipeline loadPipeline() {
        List<ConfigProblem> problems = new ArrayList<>();
        LoadedPipeline pipeline = load(problems);
        if (!problems.isEmpty()) {
            pipeline.close();
        }
        Validation.requireNone(problems);
        return pipeline;
    }

    /** What is wrong with the keys and the pipeline in the light of each other. */
    public final List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        try {
            load(problems).close();
        } catch (ConfigProblemException e) {
            problems.add(e.problem());
        }
        return problems;
    }

    private LoadedPipeline load(List<ConfigProblem> problems) {
        problems.addAll(run.problems());
        problems.addAll(acknowledgment.problems(run));
        problems.addAll(failures.problems());
        problems.addAll(deadLetters.problems());
        problems.addAll(metrics.problems());
        problems.addAll(ownProblems());
        problems.addAll(unknownKeys());
        LoadedPipeline loaded = PipelineLoader.load(pipeline, outputForm(), this::openMetrics);
        try {
            problems.addAll(problemsOf(loaded.graph()));
            return loaded;
        } catch (RuntimeException | Error e) {
            loaded.close();
            throw e;
        }
    }

    private List<ConfigProblem> problemsOf(PipelineGraph graph) {
        List<ConfigProblem> problems = new ArrayList<>();
        problems.addAll(acknowledgment.problems(graph));
        problems.addAll(deadLetters.problems(graph));
        misplacement(graph)
                .ifPresentOrElse(
                        reason -> problems.add(
                                new ConfigProblem(PipelineSettings.CLASS, pipeline.pipelineClass(), reason)),
                        () -> problems.addAll(problemsWith(graph)));
        return problems;
    }

    /** A slip in a key would otherwise be a setting that silently does nothing. */
    private List<ConfigProblem> unknownKeys() {
        Map<String, ConfigDef.ConfigKey> known = definition.configKeys();
        return originals().keySet().stream()
                .filter(key -> key.startsWith(OUR_PREFIX) && !key.startsWith(PipelineSettings.PARAM_PREFIX))
                .filter(key -> !known.containsKey(key) && !isFreeKey(key))
                .sorted()
                .map(key -> new ConfigProblem(key, null, "is not a key of this connector"))
                .toList();
    }

    /** Whether a key beyond those defined has a meaning, such as that of another library. */
    protected boolean isFreeKey(String key) {
        return false;
    }

    private KafkaMetrics openMetrics() {
        return metrics.open(pipeline.context().connectorName(), TaskNumber.of(this), pipeline.parameters());
    }

    /**
     * How the engine is to run the pipeline.
     *
     * @param metrics is told of events; never throws
     * @param output where Kafka sinks write; {@code null} where there are none
     */
    protected final EngineSettings engineSettings(
            KafkaMetrics metrics, EngineSettings.@Nullable OutputSettings output) {
        return new EngineSettings(
                ConnectorName.of(this),
                TaskNumber.of(this),
                new EngineSettings.Processing(
                        run.ordering(), run.maxDegreeOfParallelism(), run.threads(), run.maxParkedPerKey()),
                new EngineSettings.Failures(failures.defaultPolicy(deadLetters.isEnabled()), deadLetters.timeout()),
                new EngineSettings.Acknowledgment(acknowledgment.strategy(), acknowledgment.delay()),
                correlation.ids(),
                correlation.logged(),
                metrics,
                output);
    }

    public final RunSettings run() {
        return run;
    }

    public final AcknowledgmentSettings acknowledgment() {
        return acknowledgment;
    }

    public final FailureSettings failures() {
        return failures;
    }

    public final DeadLetterSettings deadLetters() {
        return deadLetters;
    }

    public final LagSettings lag() {
        return lag;
    }
}
