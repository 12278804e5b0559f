package io.npipeline.configuration;

import io.npipeline.engine.AcknowledgmentStrategy;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * When a message counts as settled. Immutable.
 *
 * @param delay how long after its end, where the strategy is {@link AcknowledgmentStrategy#DELAYED}
 */
public record AcknowledgmentSettings(AcknowledgmentStrategy strategy, Duration delay) {

    public static final String STRATEGY = "npipeline.acknowledgment.strategy";
    public static final String DELAY_MS = "npipeline.acknowledgment.delay.ms";

    private static final EnumValues<AcknowledgmentStrategy> STRATEGIES = new EnumValues<>(AcknowledgmentStrategy.class);

    /** Reads the keys. */
    public static AcknowledgmentSettings of(AbstractConfig config) {
        return new AcknowledgmentSettings(
                STRATEGIES.parse(config.getString(STRATEGY)), Duration.ofMillis(config.getLong(DELAY_MS)));
    }

    /** Adds the keys. */
    public static void define(ConfigDef def) {
        new ConfigGroup(def, "Acknowledgment")
                .choice(
                        STRATEGY,
                        AcknowledgmentStrategy.AUTO_ON_SINK_SUCCESS,
                        STRATEGIES,
                        Importance.MEDIUM,
                        "Acknowledgment strategy",
                        "What settles a message, so that its offset may be committed. auto_on_sink_success: the return of "
                                + "its last sink. manual: acknowledge() or reject() on what each sink was given, from any "
                                + "thread; until then later messages of its key wait, its record counts as in flight, and "
                                + "what is not acknowledged by the end of a drain runs again. "
                                + "Messages that are filtered, skipped, dead-lettered or written by a Kafka sink settle by "
                                + "themselves, so a pipeline without a sink of your own has nothing to wait for. "
                                + "delayed: as auto_on_sink_success, "
                                + DELAY_MS
                                + " later, for sinks whose writes become durable some time after they return; later "
                                + "messages of its key do not wait. none: its intake, before it runs: what a crash or the "
                                + "end of a drain meets running is lost, but for records taken in since the last commit, "
                                + "which run again; failures are still retried and dead-lettered, and limits in flight "
                                + "hold. none is for the sink connector: a source connector stores positions with what "
                                + "was produced. A transactional sink needs auto_on_sink_success.")
                .optional(
                        DELAY_MS,
                        ConfigDef.Type.LONG,
                        1_000L,
                        Range.between(1, ConfigGroup.LONGEST_MS),
                        Importance.LOW,
                        "Acknowledgment delay",
                        "With " + STRATEGY
                                + " delayed, how many milliseconds after the return of its last sink a message is "
                                + "settled. Must be below " + RunSettings.DRAIN_TIMEOUT_MS
                                + ": a task that stops waits for it.");
    }

    /** What the strategy and the pipeline ask of each other. */
    List<ConfigProblem> problems(PipelineGraph graph) {
        GraphNode store = graph.transactionalSink().orElse(null);
        if (store != null && strategy != AcknowledgmentStrategy.AUTO_ON_SINK_SUCCESS) {
            return List.of(new ConfigProblem(
                    STRATEGY,
                    EnumValues.name(strategy),
                    "must be " + EnumValues.name(AcknowledgmentStrategy.AUTO_ON_SINK_SUCCESS)
                            + " for a pipeline with a transactional sink: what node \"" + store.name()
                            + "\" commits is settled by that and by nothing else"));
        }
        boolean acknowledging = graph.nodes().stream()
                .anyMatch(node -> node.spec() instanceof NodeSpec.Sink || node.spec() instanceof NodeSpec.BatchSink);
        return strategy == AcknowledgmentStrategy.MANUAL && !acknowledging
                ? List.of(new ConfigProblem(
                        STRATEGY,
                        EnumValues.name(strategy),
                        "must be another for a pipeline without a sink of your own: Kafka sinks settle by themselves, so "
                                + "there is nothing to acknowledge"))
                : List.of();
    }

    /** What is wrong with the keys in the light of others. */
    List<ConfigProblem> problems(RunSettings run) {
        return strategy == AcknowledgmentStrategy.DELAYED && delay.compareTo(run.drainTimeout()) >= 0
                ? List.of(new ConfigProblem(
                        DELAY_MS,
                        delay.toMillis(),
                        "must be below " + RunSettings.DRAIN_TIMEOUT_MS + " ("
                                + run.drainTimeout().toMillis()
                                + "): what is not settled by the end of a drain runs again"))
                : List.of();
    }
}
