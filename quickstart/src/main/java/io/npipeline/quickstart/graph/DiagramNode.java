package io.npipeline.quickstart.graph;

import java.util.List;

/**
 * A node to draw. Immutable.
 *
 * @param id a word that no other node of the diagram has
 * @param lines its name, then what it is and how it is treated
 */
record DiagramNode(String id, NodeShape shape, List<String> lines) {

    DiagramNode {
        lines = List.copyOf(lines);
    }
}
