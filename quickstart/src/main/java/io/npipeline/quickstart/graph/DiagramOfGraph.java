package io.npipeline.quickstart.graph;

import io.npipeline.pipeline.EdgeCondition;
import io.npipeline.pipeline.GraphEdge;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes a diagram of a pipeline's graph. */
final class DiagramOfGraph {

    private final Map<GraphNode, String> ids = new HashMap<>();

    private DiagramOfGraph() {}

    static Diagram of(PipelineGraph graph, List<String> title, NodeWords words, Optional<DiagramNode> deadLetters) {
        DiagramOfGraph maker = new DiagramOfGraph();
        List<DiagramNode> nodes = new ArrayList<>();
        for (GraphNode node : graph.nodes()) {
            String id = "n" + (nodes.size() + 1);
            maker.ids.put(node, id);
            nodes.add(new DiagramNode(id, shape(node.spec()), words.of(node)));
        }
        List<DiagramEdge> edges = new ArrayList<>();
        graph.nodes().forEach(node -> maker.addEdges(node, edges));
        return new Diagram(title, nodes, edges, deadLetters);
    }

    private static NodeShape shape(NodeSpec spec) {
        if (spec instanceof NodeSpec.KafkaSource || spec instanceof NodeSpec.KafkaSink) {
            return NodeShape.KAFKA;
        }
        if (spec.isSource() || spec.isSink()) {
            return NodeShape.OUTSIDE;
        }
        if (spec instanceof NodeSpec.Filter) {
            return NodeShape.FILTER;
        }
        return spec instanceof NodeSpec.Batcher ? NodeShape.BATCHER : NodeShape.CODE;
    }

    private void addEdges(GraphNode node, List<DiagramEdge> edges) {
        int routes = 0;
        for (GraphEdge edge : node.edges()) {
            if (edge.condition() instanceof EdgeCondition.When) {
                routes++;
            }
            edges.add(new DiagramEdge(
                    id(node),
                    id(edge.to()),
                    label(edge.condition(), routes),
                    edge.to().spec() instanceof NodeSpec.Tap));
        }
    }

    /** Predicates have no names: a route is known by its place, in which the messages come to it. */
    private static String label(EdgeCondition condition, int routes) {
        if (condition instanceof EdgeCondition.When) {
            return "when, route " + routes;
        }
        return condition instanceof EdgeCondition.Otherwise ? "otherwise" : "";
    }

    private String id(GraphNode node) {
        return Objects.requireNonNull(ids.get(node), "a node of another graph");
    }
}
