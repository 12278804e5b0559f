package io.npipeline.pipeline;

import java.util.List;

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

    public Topology topology() {
        return topology;
    }
}
