package io.npipeline.kafka.connect.source;

import io.npipeline.binding.BodyForm;
import io.npipeline.configuration.AcknowledgmentSettings;
import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.ConfigProblemException;
import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.EnumValues;
import io.npipeline.configuration.KafkaClientSettings;
import io.npipeline.configuration.PipelineConnectorConfig;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.configuration.TopicName;
import io.npipeline.engine.AcknowledgmentStrategy;
import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.EngineSettings;
import io.npipeline.engine.PartitionCounts;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.pipeline.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigDef;

/** The settings of the source connector and its tasks. Immutable. */
public final class NPipelineSourceConnectorConfig extends PipelineConnectorConfig {

    public static final String TOPIC = "npipeline.topic";

    private static final String SINK_CONNECTOR = "io.npipeline.kafka.connect.sink.NPipelineSinkConnector";

    private final WorkerSettings worker;
    private final DeliverySettings delivery;
    private final HeartbeatSettings heartbeat;
    private final RelaySettings relay;
    private final RefreshSettings refresh;
    private final KafkaClientSettings kafka;

    public NPipelineSourceConnectorConfig(Map<String, String> settings) {
        super(definition(), settings);
        worker = new WorkerSettings(this);
        delivery = DeliverySettings.of(this);
        heartbeat = HeartbeatSettings.of(this);
        relay = RelaySettings.of(this);
        refresh = RefreshSettings.of(this);
        kafka = new KafkaClientSettings(this);
    }

    /** The keys. */
    public static ConfigDef definition() {
        ConfigDef def = commonDefinition();
        DeadLetterSettings.defineForSource(def);
        new ConfigGroup(def, "Output")
                .required(
                        TOPIC,
                        ConfigDef.Type.STRING,
                        TopicName.required(),
                        "Topic",
                        "The topic that the pipeline's Kafka sinks write to unless they name another. Set value.converter "
                                + "on the connector: bodies are handed to the String and ByteArray converters as JSON text, to "
                                + "all others, and where it is left to the worker, as a Struct.");
        DeliverySettings.define(def);
        HeartbeatSettings.define(def);
        RefreshSettings.define(def);
        RelaySettings.define(def);
        KafkaClientSettings.define(def);
        AssignedPartitions.define(def);
        PartitionStarts.define(def);
        return def;
    }

    @Override
    protected List<ConfigProblem> ownProblems() {
        List<ConfigProblem> problems = new ArrayList<>(worker.problems(deadLetters()));
        problems.addAll(delivery.problems(worker));
        problems.addAll(heartbeat.problems(getString(TOPIC)));
        if (acknowledgment().strategy() == AcknowledgmentStrategy.NONE) {
            problems.add(new ConfigProblem(
                    AcknowledgmentSettings.STRATEGY,
                    "none",
                    "must not be none in a source connector: positions are stored with what was produced, so a record "
                            + "cannot be settled before it ran"));
        }
        if (deadLetters().isEnabled() && deadLetters().destination() != DeadLetterSettings.Destination.KAFKA) {
            problems.add(otherDestination());
        }
        if (deadLetters().topic().equals(getString(TOPIC))) {
            problems.add(new ConfigProblem(
                    DeadLetterSettings.TOPIC, deadLetters().topic(), "must be another topic than " + TOPIC));
        }
        return problems;
    }

    private ConfigProblem otherDestination() {
        return new ConfigProblem(
                DeadLetterSettings.DESTINATION,
                EnumValues.name(deadLetters().destination()),
                "must be none or kafka in a source connector: there a dead letter is produced with the other outputs of its "
                        + "list, so that it is stored with the same position");
    }

    @Override
    protected List<ConfigProblem> problemsWith(PipelineGraph graph) {
        if (graph.topology() == Topology.RELAY) {
            List<ConfigProblem> problems = relay.problems(graph, outputTopics(graph));
            if (relay.consumer().mayBeAnotherCluster()) {
                // Else the consumer needs the same brokers and says so.
                problems.addAll(OutputPartitions.problems(graph, kafka));
            }
            return problems;
        }
        List<ConfigProblem> problems = new ArrayList<>(relay.problemsWithoutKafkaSource(graph, this));
        problems.addAll(OutputPartitions.problems(graph, kafka));
        if (OutputPartitions.areNeeded(graph)) {
            problems.addAll(kafka.problems());
        }
        return problems;
    }

    /** The topics that the connector is known to write to. */
    OutputTopics outputTopics(PipelineGraph graph) {
        return OutputTopics.of(graph, getString(TOPIC), deadLetters(), heartbeat);
    }

    @Override
    protected boolean isFreeKey(String key) {
        return RelaySettings.isFreeKey(key);
    }

    @Override
    protected BodyForm outputForm() {
        return worker.bodyForm();
    }

    @Override
    protected Optional<String> misplacement(PipelineGraph graph) {
        return switch (graph.topology()) {
            case INGRESS, RELAY -> Optional.empty();
            case EGRESS ->
                Optional.of("does not belong in the source connector: no node of it writes to Kafka; use "
                        + SINK_CONNECTOR);
        };
    }

    EngineSettings engineSettings(KafkaMetrics metrics, PartitionCounts partitions) {
        return engineSettings(
                metrics,
                new EngineSettings.OutputSettings(
                        getString(TOPIC), worker.bodyForm(), worker.headerForm(), partitions, worker.maxValueBytes()));
    }

    /** In a source task a dead letter is an output of its list, so that it is stored with the same position. */
    DeadLetterRoute deadLetterRoute() {
        return switch (deadLetters().destination()) {
            case NONE -> new DeadLetterRoute.None();
            case KAFKA ->
                new DeadLetterRoute.AsOutput(
                        deadLetters().topic(),
                        worker.bodyForm(),
                        worker.keyForm(),
                        worker.headerForm(),
                        // Converters and the protocol add to a letter, by less than the half that is left to them.
                        deadLetters().maxBytes(worker.maxRequestBytes() / 2));
            case CONNECT, CLASS -> throw new ConfigProblemException(otherDestination());
        };
    }

    Heartbeats heartbeats() {
        return new Heartbeats(
                heartbeat, ConnectorName.of(this), TaskNumber.of(this), worker.bodyForm(), worker.keyForm());
    }

    DeliverySettings delivery() {
        return delivery;
    }

    RelaySettings relay() {
        return relay;
    }

    RefreshSettings refresh() {
        return refresh;
    }

    /** The settings of clients of the cluster that the worker writes to. */
    KafkaClientSettings kafka() {
        return kafka;
    }

    /** Whether a transaction holds all that exactly-once needs: outputs and the positions they were made from. */
    boolean canBeExactlyOnce() {
        return "connector".equalsIgnoreCase(worker.transactionBoundary())
                && relay.consumer().readsCommitted();
    }

    AssignedPartitions assignedPartitions() {
        return AssignedPartitions.of(this);
    }

    PartitionStarts partitionStarts() {
        return PartitionStarts.of(this);
    }
}
