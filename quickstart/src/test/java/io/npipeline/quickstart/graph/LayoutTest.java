package io.npipeline.quickstart.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LayoutTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void noTwoPlacesOverlapAndEveryEdgeGoesToTheRight(long seed) {
        Layout layout = Layout.of(random(new Random(seed)));

        for (Layout.Way way : layout.ways()) {
            List<Place> places = way.places();
            for (int i = 1; i < places.size(); i++) {
                assertThat(places.get(i).left())
                        .isGreaterThanOrEqualTo(places.get(i - 1).right() + Layout.COLUMN_GAP);
            }
        }
        List<Place> all = new ArrayList<>(layout.nodes());
        layout.ways()
                .forEach(way -> all.addAll(way.places().subList(1, way.places().size() - 1)));
        for (int i = 0; i < all.size(); i++) {
            assertThat(all.get(i).top()).isNotNegative();
            assertThat(all.get(i).left()).isNotNegative();
            assertThat(all.get(i).bottom()).isLessThanOrEqualTo(layout.height());
            assertThat(all.get(i).right()).isLessThanOrEqualTo(layout.width());
            for (int j = 0; j < i; j++) {
                assertThat(overlap(all.get(i), all.get(j)))
                        .as("seed %s: %s, %s", seed, i, j)
                        .isFalse();
            }
        }
    }

    private static boolean overlap(Place one, Place other) {
        return one.left() < other.right()
                && other.left() < one.right()
                && one.top() < other.bottom()
                && other.top() < one.bottom();
    }

    /** A graph without a cycle, in which all are reached from the first. */
    private static Diagram random(Random random) {
        int count = 2 + random.nextInt(14);
        List<DiagramNode> nodes = new ArrayList<>();
        List<DiagramEdge> edges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            List<String> lines = new ArrayList<>();
            for (int line = 0; line <= random.nextInt(4); line++) {
                lines.add("x".repeat(1 + random.nextInt(40)));
            }
            nodes.add(new DiagramNode("n" + i, NodeShape.CODE, lines));
            for (int edge = 0; i > 0 && edge <= random.nextInt(2); edge++) {
                edges.add(new DiagramEdge("n" + random.nextInt(i), "n" + i, "", false));
            }
        }
        return new Diagram(List.of("random"), nodes, edges, Optional.empty());
    }
}
