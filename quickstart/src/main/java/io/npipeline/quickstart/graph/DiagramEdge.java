package io.npipeline.quickstart.graph;

/**
 * An edge to draw. Immutable.
 *
 * @param label which messages take it; empty where all do
 * @param dotted whether it leads to an observer
 */
record DiagramEdge(String from, String to, String label, boolean dotted) {}
