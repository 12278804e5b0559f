package io.npipeline.pipeline;

import java.util.List;
import java.util.Optional;

/** A validated pipeline: one source, no cycle, every node between the source and a sink. Immutable. */
public final class PipelineGraph {

    private final GraphNode source;
    private final List<GraphNode> nodes;
    private final Topology topology;

    PipelineGraph(GraphNode source, List<GraphNode> nodes, Topology topology) {
        this.source = source;
        this.nodes = List.copyOf(nodes);
        this.topology = topology;
    }

    /**
     * Runs a definition and validates what it described.
     *
     * @throws GraphException when the graph is not valid
     */
    public static PipelineGraph of(PipelineDefinition definition, PipelineContext context) {
        GraphDrafter drafter = new GraphDrafter();
        definition.define(drafter, context);
        return GraphValidator.validate(drafter.drafts());
    }

    public GraphNode source() {
        return source;
    }

    /** All nodes in the order in which they were added. */
    public List<GraphNode> nodes() {
        return nodes;
    }

    /** The node whose store has the positions, where there is one. */
    public Optional<GraphNode> transactionalSink() {
        return nodes.stream()
                .filter(node -> node.spec() instanceof NodeSpec.TransactionalSink)
                .findFirst();
    }

    public Topology topology() {
        return topology;
    }
}
