package io.npipeline.quickstart.graph;

import java.util.List;
import java.util.Locale;

/** Writes a diagram as a picture in SVG: one file without scripts, fonts or anything else from outside. */
final class SvgText {

    private static final double MARGIN = 24;
    private static final double LETTERS_GAP = 60;

    private static final String STYLE = """
              <style>
                text { font: 12px sans-serif; fill: #1f2933; }
                .name { font-weight: bold; }
                .label { font-style: italic; paint-order: stroke; stroke: #ffffff; stroke-width: 4px; }
                .box { stroke: #52606d; fill: #ffffff; }
                .kafka { fill: #e3f0fb; }
                .outside { fill: #e8f5e3; }
                .filter { fill: #fdf3d8; }
                .batcher { fill: #f1e9fa; }
                .pipeline { fill: none; stroke: #9aa5b1; }
                .edge { fill: none; stroke: #52606d; stroke-width: 1.3px; marker-end: url(#head); }
                .dotted { stroke-dasharray: 4 4; }
              </style>
              <defs>
                <marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">
                  <path d="M 0 1 L 9 5 L 0 9 z" fill="#52606d"/>
                </marker>
              </defs>
            """;

    private final StringBuilder text = new StringBuilder();
    private final Diagram diagram;
    private final Layout layout;
    private final double top;
    private final double width;
    private final double bottom;

    private SvgText(Diagram diagram) {
        this.diagram = diagram;
        layout = Layout.of(diagram);
        top = 2 * MARGIN + TextSize.height(diagram.title());
        double content = Math.max(layout.width(), TextSize.width(diagram.title()));
        width = content + 4 * MARGIN;
        bottom = top + layout.height() + MARGIN;
    }

    static String of(Diagram diagram) {
        SvgText svg = new SvgText(diagram);
        svg.write();
        return svg.text.toString();
    }

    private void write() {
        double height = bottom
                + MARGIN
                + diagram.deadLetters()
                        .map(letters -> LETTERS_GAP + TextSize.height(letters.lines()))
                        .orElse(0.0);
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%.0f\" height=\"%.0f\">\n", width, height);
        text.append(STYLE);
        add("  <rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>\n");
        add(
                "  <rect class=\"pipeline\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"8\"/>\n",
                MARGIN, MARGIN, width - 2 * MARGIN, bottom - MARGIN);
        lines(diagram.title(), 2 * MARGIN, MARGIN, "start");
        layout.ways().forEach(this::way);
        layout.nodes()
                .forEach(place -> box(
                        place.node().orElseThrow(),
                        2 * MARGIN + place.left(),
                        top + place.top(),
                        place.width(),
                        place.height()));
        diagram.deadLetters().ifPresent(this::deadLetters);
        add("</svg>\n");
    }

    private void deadLetters(DiagramNode letters) {
        double boxWidth = TextSize.width(letters.lines());
        double middle = width / 2;
        path(format("M %.1f %.1f L %.1f %.1f", middle, bottom, middle, bottom + LETTERS_GAP), true);
        label(Diagram.GIVEN_UP, middle, bottom + LETTERS_GAP / 2);
        box(letters, middle - boxWidth / 2, bottom + LETTERS_GAP, boxWidth, TextSize.height(letters.lines()));
    }

    private void way(Layout.Way way) {
        StringBuilder path = new StringBuilder();
        List<Place> places = way.places();
        for (int i = 1; i < places.size(); i++) {
            double fromX = 2 * MARGIN + places.get(i - 1).right();
            double fromY = top + places.get(i - 1).middle();
            double toX = 2 * MARGIN + places.get(i).left();
            double toY = top + places.get(i).middle();
            double bow = (toX - fromX) / 2;
            path.append(i == 1 ? "M" : " L").append(format(" %.1f %.1f", fromX, fromY));
            path.append(format(" C %.1f %.1f %.1f %.1f %.1f %.1f", fromX + bow, fromY, toX - bow, toY, toX, toY));
            if (i == 1) {
                label(way.edge().label(), fromX + bow, (fromY + toY) / 2);
            }
        }
        path(path.toString(), way.edge().dotted());
    }

    private void path(String path, boolean dotted) {
        add("  <path class=\"edge%s\" d=\"%s\"/>\n", dotted ? " dotted" : "", path);
    }

    private void label(String label, double x, double y) {
        if (!label.isEmpty()) {
            add(
                    "  <text class=\"label\" text-anchor=\"middle\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                    x, y, escaped(label));
        }
    }

    private void box(DiagramNode node, double x, double y, double boxWidth, double boxHeight) {
        double roundness = node.shape() == NodeShape.OUTSIDE ? 18 : 4;
        add(
                "  <rect class=\"box %s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"%.0f\"/>\n",
                node.shape().name().toLowerCase(Locale.ROOT), x, y, boxWidth, boxHeight, roundness);
        lines(node.lines(), x + boxWidth / 2, y, "middle");
    }

    private void lines(List<String> lines, double x, double y, String anchor) {
        for (int i = 0; i < lines.size(); i++) {
            add(
                    "  <text%s text-anchor=\"%s\" x=\"%.1f\" y=\"%.1f\">%s</text>\n",
                    i == 0 ? " class=\"name\"" : "",
                    anchor,
                    x,
                    y + TextSize.PADDING + (i + 0.75) * TextSize.LINE,
                    escaped(lines.get(i)));
        }
    }

    private void add(String format, Object... values) {
        text.append(format(format, values));
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }

    private static String escaped(String line) {
        return line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
