package io.npipeline.quickstart.graph;

import java.util.List;
import java.util.Optional;

/**
 * What a drawing of a pipeline shows. Immutable.
 *
 * @param title what it is and how it runs
 * @param deadLetters where messages go that its nodes give up; empty where the task fails, or skips them
 */
record Diagram(
        List<String> title, List<DiagramNode> nodes, List<DiagramEdge> edges, Optional<DiagramNode> deadLetters) {

    /** What is written at the way from the pipeline to its dead letters. */
    static final String GIVEN_UP = "given up";

    Diagram {
        title = List.copyOf(title);
        nodes = List.copyOf(nodes);
        edges = List.copyOf(edges);
    }
}
