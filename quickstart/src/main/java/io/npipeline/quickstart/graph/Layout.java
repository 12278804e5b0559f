package io.npipeline.quickstart.graph;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Where everything stands: in columns from left to right, a node behind all that lead to it, by Sugiyama's method. Edges to
 * a later column than the next pass the columns between at a place of their own, so that they cross no node. Each column is
 * ordered by the mean height of what it is connected to, from the left and from the right in turn, and moved there as far as
 * its nodes leave room.
 *
 * <p>Used by one thread.
 */
final class Layout {

    static final double COLUMN_GAP = 70;

    private static final double ROW_GAP = 28;
    private static final int SWEEPS = 12;

    /** An edge with the places it passes, from its node to its node. */
    record Way(DiagramEdge edge, List<Place> places) {}

    private final List<List<Place>> columns = new ArrayList<>();
    private final List<Way> ways = new ArrayList<>();

    private Layout() {}

    static Layout of(Diagram diagram) {
        Layout layout = new Layout();
        layout.fill(diagram);
        layout.columns.forEach(Layout::stack);
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            layout.sweep(sweep % 2 == 0);
        }
        layout.moveIntoPicture();
        return layout;
    }

    List<Way> ways() {
        return ways;
    }

    List<Place> nodes() {
        return columns.stream()
                .flatMap(List::stream)
                .filter(place -> place.node().isPresent())
                .toList();
    }

    double width() {
        return nodes().stream().mapToDouble(Place::right).max().orElse(0);
    }

    double height() {
        return columns.stream()
                .flatMap(List::stream)
                .mapToDouble(Place::bottom)
                .max()
                .orElse(0);
    }

    private void fill(Diagram diagram) {
        Map<String, Integer> columnOf = columns(diagram);
        Map<String, Place> places = new LinkedHashMap<>();
        for (DiagramNode node : diagram.nodes()) {
            places.put(node.id(), put(Place.of(node), of(node.id(), columnOf)));
        }
        for (DiagramEdge edge : diagram.edges()) {
            List<Place> way = new ArrayList<>(List.of(of(edge.from(), places)));
            for (int column = of(edge.from(), columnOf) + 1; column < of(edge.to(), columnOf); column++) {
                way.add(put(Place.bend(), column));
            }
            way.add(of(edge.to(), places));
            for (int i = 1; i < way.size(); i++) {
                way.get(i - 1).leadsTo(way.get(i));
            }
            ways.add(new Way(edge, way));
        }
    }

    /** Of each node how many edges the longest way to it has. There is no cycle. */
    private static Map<String, Integer> columns(Diagram diagram) {
        Map<String, Integer> columns = new HashMap<>();
        diagram.nodes().forEach(node -> columns.put(node.id(), 0));
        for (int i = 0; i < diagram.nodes().size(); i++) {
            for (DiagramEdge edge : diagram.edges()) {
                columns.merge(edge.to(), of(edge.from(), columns) + 1, Math::max);
            }
        }
        return columns;
    }

    private Place put(Place place, int column) {
        while (columns.size() <= column) {
            columns.add(new ArrayList<>());
        }
        columns.get(column).add(place);
        return place;
    }

    private static void stack(List<Place> column) {
        double top = 0;
        for (Place place : column) {
            place.raiseTo(top + place.height() / 2);
            top = place.bottom() + ROW_GAP;
        }
    }

    private void sweep(boolean fromTheLeft) {
        for (int i = 0; i < columns.size(); i++) {
            List<Place> column = columns.get(fromTheLeft ? i : columns.size() - 1 - i);
            Map<Place, Double> wanted = new HashMap<>();
            column.forEach(place -> wanted.put(place, place.meanOf(fromTheLeft).orElse(place.middle())));
            column.sort(Comparator.comparingDouble(place -> of(place, wanted)));
            place(column, wanted);
        }
    }

    /** As near to where they want to be as their heights allow, in their order. */
    private static void place(List<Place> column, Map<Place, Double> wanted) {
        double top = Double.NEGATIVE_INFINITY;
        double tooLow = 0;
        for (Place place : column) {
            double middle = Math.max(of(place, wanted), top + place.height() / 2);
            place.raiseTo(middle);
            tooLow += middle - of(place, wanted);
            top = place.bottom() + ROW_GAP;
        }
        double shift = tooLow / column.size();
        column.forEach(place -> place.raiseTo(place.middle() - shift));
    }

    private void moveIntoPicture() {
        double top = columns.stream()
                .flatMap(List::stream)
                .mapToDouble(Place::top)
                .min()
                .orElse(0);
        double left = 0;
        for (List<Place> column : columns) {
            double width = column.stream().mapToDouble(Place::width).max().orElse(0);
            for (Place place : column) {
                place.raiseTo(place.middle() - top);
                place.moveInto(left, width);
            }
            left += width + COLUMN_GAP;
        }
    }

    private static <K, V> V of(K key, Map<K, V> values) {
        return Objects.requireNonNull(values.get(key));
    }
}
