package io.npipeline.quickstart.graph;

import java.util.List;
import java.util.stream.Collectors;

/** Writes a diagram as a flowchart of Mermaid. */
final class MermaidText {

    private static final String PIPELINE = "pipeline";
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder("flowchart LR\n");

    private MermaidText() {}

    static String of(Diagram diagram) {
        MermaidText mermaid = new MermaidText();
        mermaid.write(diagram);
        return mermaid.text.toString();
    }

    private void write(Diagram diagram) {
        line(INDENT, "subgraph " + PIPELINE + "[" + quoted(diagram.title()) + "]");
        diagram.nodes().forEach(node -> line(INDENT + INDENT, shaped(node)));
        diagram.edges().forEach(edge -> line(INDENT + INDENT, arrow(edge)));
        line(INDENT, "end");
        diagram.deadLetters().ifPresent(letters -> {
            line(INDENT, shaped(letters));
            line(INDENT, arrow(new DiagramEdge(PIPELINE, letters.id(), Diagram.GIVEN_UP, true)));
        });
    }

    private void line(String indent, String content) {
        text.append(indent).append(content).append('\n');
    }

    private static String shaped(DiagramNode node) {
        String label = quoted(node.lines());
        return node.id()
                + switch (node.shape()) {
                    case KAFKA -> "[(" + label + ")]";
                    case OUTSIDE -> "([" + label + "])";
                    case CODE -> "[" + label + "]";
                    case FILTER -> "{{" + label + "}}";
                    case BATCHER -> "[[" + label + "]]";
                };
    }

    private static String arrow(DiagramEdge edge) {
        String label = edge.label().isEmpty() ? "" : "|" + quoted(List.of(edge.label())) + "|";
        return edge.from() + (edge.dotted() ? " -.->" : " -->") + label + " " + edge.to();
    }

    private static String quoted(List<String> lines) {
        return lines.stream().map(MermaidText::escaped).collect(Collectors.joining("<br/>", "\"", "\""));
    }

    /** What Mermaid, or the HTML it makes, would take for something else, by its code. */
    private static String escaped(String line) {
        return line.codePoints()
                .mapToObj(character -> switch (character) {
                    case '"', '#', '&', '<', '>', '`', '\\', '\n', '\r' -> "#" + character + ";";
                    default -> Character.toString(character);
                })
                .collect(Collectors.joining());
    }
}
