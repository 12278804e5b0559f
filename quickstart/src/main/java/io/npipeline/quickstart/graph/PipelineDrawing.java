package io.npipeline.quickstart.graph;

import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Draws a pipeline: from a connector's settings, or from {@link #PIPELINE} alone, to a text by its format. Only types of the
 * JDK go in and out, because the caller is of another class loader. Immutable.
 */
public final class PipelineDrawing implements UnaryOperator<Map<String, String>> {

    /** The key of the pipeline's class. */
    public static final String PIPELINE = "npipeline.pipeline.class";

    /** The format of Mermaid's flowcharts. */
    public static final String MERMAID = "mermaid";

    /** The format of pictures. */
    public static final String SVG = "svg";

    /**
     * Draws.
     *
     * @throws org.apache.kafka.common.config.ConfigException when a setting is wrong
     * @throws IllegalArgumentException when there is no pipeline to draw
     */
    @Override
    public Map<String, String> apply(Map<String, String> settings) {
        Diagram diagram = settings.containsKey(ConnectorDiagram.CONNECTOR)
                ? ConnectorDiagram.of(settings)
                : ClassDiagram.of(Objects.requireNonNull(settings.get(PIPELINE), PIPELINE));
        return Map.of(MERMAID, MermaidText.of(diagram), SVG, SvgText.of(diagram));
    }
}
