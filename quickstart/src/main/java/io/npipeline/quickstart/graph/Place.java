package io.npipeline.quickstart.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Where a node stands, or an edge passes a column on its way to a later one. Used by one thread, while it is laid out. */
final class Place {

    private final Optional<DiagramNode> node;
    private final List<Place> before = new ArrayList<>();
    private final List<Place> after = new ArrayList<>();
    private final double height;
    private double width;
    private double left;
    private double middle;

    private Place(Optional<DiagramNode> node, double width, double height) {
        this.node = node;
        this.width = width;
        this.height = height;
    }

    static Place of(DiagramNode node) {
        return new Place(Optional.of(node), TextSize.width(node.lines()), TextSize.height(node.lines()));
    }

    /** Where an edge passes. */
    static Place bend() {
        return new Place(Optional.empty(), 0, 0);
    }

    void leadsTo(Place next) {
        after.add(next);
        next.before.add(this);
    }

    Optional<DiagramNode> node() {
        return node;
    }

    /** The mean height of its neighbours on a side; empty where it has none there. */
    OptionalDouble meanOf(boolean ofBefore) {
        return (ofBefore ? before : after).stream().mapToDouble(Place::middle).average();
    }

    /** Into the middle of its column; where an edge passes, it does so all across. */
    void moveInto(double columnLeft, double columnWidth) {
        if (node.isEmpty()) {
            width = columnWidth;
        }
        left = columnLeft + (columnWidth - width) / 2;
    }

    void raiseTo(double newMiddle) {
        middle = newMiddle;
    }

    double left() {
        return left;
    }

    double right() {
        return left + width;
    }

    double middle() {
        return middle;
    }

    double top() {
        return middle - height / 2;
    }

    double bottom() {
        return middle + height / 2;
    }

    double width() {
        return width;
    }

    double height() {
        return height;
    }
}
