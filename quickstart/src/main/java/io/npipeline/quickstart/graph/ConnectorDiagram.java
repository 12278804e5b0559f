package io.npipeline.quickstart.graph;

import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.PipelineConnectorConfig;
import io.npipeline.configuration.PipelineSettings;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.kafka.connect.sink.NPipelineSinkConnectorConfig;
import io.npipeline.kafka.connect.source.NPipelineSourceConnectorConfig;
import io.npipeline.pipeline.PipelineGraph;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The diagram of a pipeline as a connector runs it. */
final class ConnectorDiagram {

    static final String CONNECTOR = "connector.class";

    private static final String LETTERS = "letters";

    private final Map<String, String> settings;
    private final PipelineConnectorConfig config;

    private ConnectorDiagram(Map<String, String> settings, PipelineConnectorConfig config) {
        this.settings = settings;
        this.config = config;
    }

    /**
     * The diagram of a connector of ours.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a setting cannot be read, or the pipeline cannot be described
     * @throws IllegalArgumentException when the connector is another one
     */
    static Diagram of(Map<String, String> settings) {
        return new ConnectorDiagram(settings, config(settings)).draw();
    }

    /** The worker takes a connector's simple name too, with or without its end. */
    private static PipelineConnectorConfig config(Map<String, String> settings) {
        String type = String.valueOf(settings.get(CONNECTOR));
        return switch (type.substring(type.lastIndexOf('.') + 1)) {
            case "NPipelineSinkConnector", "NPipelineSink" -> new NPipelineSinkConnectorConfig(settings);
            case "NPipelineSourceConnector", "NPipelineSource" -> new NPipelineSourceConnectorConfig(settings);
            default ->
                throw new IllegalArgumentException(CONNECTOR + ": " + type
                        + " runs no pipeline; NPipelineSinkConnector and" + " NPipelineSourceConnector do.");
        };
    }

    private Diagram draw() {
        PipelineGraph graph = config.describedGraph();
        FailurePolicy policy =
                config.failures().defaultPolicy(config.deadLetters().isEnabled());
        NodeWords words = new NodeWords(
                inputs(), Optional.ofNullable(settings.get(NPipelineSourceConnectorConfig.TOPIC)), policy.lastStep());
        return DiagramOfGraph.of(graph, title(graph), words, deadLetters());
    }

    private List<String> title(PipelineGraph graph) {
        return List.of(
                settings.getOrDefault("name", "unnamed") + ", " + word(graph.topology()),
                String.valueOf(settings.get(PipelineSettings.CLASS)),
                "ordering " + word(config.run().ordering()) + ", up to "
                        + config.run().maxDegreeOfParallelism() + " calls at a time",
                "failure: " + config.failures().retryStrategy() + ", then " + lastStep());
    }

    /** Of nodes without a policy of their own. */
    private String lastStep() {
        return config.failures()
                .defaultPolicy(config.deadLetters().isEnabled())
                .lastStep()
                .map(ConnectorDiagram::word)
                .orElse("fail");
    }

    private Optional<String> inputs() {
        return Stream.of("topics", "npipeline.source.topics")
                .map(settings::get)
                .filter(list -> list != null && !list.isBlank())
                .map(list -> "topics " + list)
                .findFirst()
                .or(() -> Stream.of("topics.regex", "npipeline.source.topics.regex")
                        .map(settings::get)
                        .filter(pattern -> pattern != null && !pattern.isBlank())
                        .map(pattern -> "topics that match " + pattern)
                        .findFirst());
    }

    private Optional<DiagramNode> deadLetters() {
        DeadLetterSettings letters = config.deadLetters();
        return switch (letters.destination()) {
            case NONE -> Optional.empty();
            case KAFKA -> Optional.of(letters(NodeShape.KAFKA, "topic " + letters.topic()));
            case CONNECT ->
                Optional.of(letters(
                        NodeShape.KAFKA,
                        "topic " + settings.get("errors.deadletterqueue.topic.name") + ", as the worker read them"));
            case CLASS -> Optional.of(letters(NodeShape.OUTSIDE, letters.sinkClass()));
        };
    }

    private static DiagramNode letters(NodeShape shape, String where) {
        return new DiagramNode(LETTERS, shape, List.of("dead letters", where));
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
