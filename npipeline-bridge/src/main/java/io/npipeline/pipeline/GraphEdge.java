package io.npipeline.pipeline;

/** An edge of a validated graph: which messages of its node go where. Immutable. */
public record GraphEdge(EdgeCondition condition, GraphNode to) {}
