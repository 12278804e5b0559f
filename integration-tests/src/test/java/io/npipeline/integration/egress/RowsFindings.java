package io.npipeline.integration.egress;

import io.npipeline.integration.pipelines.RowsPipeline;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the rows of a database differ from the records that were sent. Immutable.
 *
 * @param rows how many there are
 * @param lost bodies that should have a row and have none
 * @param twice bodies with a second row
 * @param unexpected rows that should not be
 * @param disordered rows that stand behind a later one of their partition
 * @param lettersLacking bodies that the database refuses and that have no dead letter
 * @param lettersUnexpected dead letters that should not be
 */
record RowsFindings(
        int rows,
        List<String> lost,
        List<String> twice,
        List<String> unexpected,
        List<String> disordered,
        Set<String> lettersLacking,
        Set<String> lettersUnexpected) {

    private static final int EACH_DROPPED = 7;
    private static final int EACH_POISON = 1_999;

    /** What the record with this number says. */
    static String body(int number) {
        if (number % EACH_POISON == EACH_POISON - 1) {
            return Written.POISON + "-" + number;
        }
        return (number % EACH_DROPPED == 0 ? RowsPipeline.DROPPED : "row") + "-" + number;
    }

    /**
     * @param sent how many records there are
     * @param bodies the rows of each partition in the order in which they were written
     * @param letters the bodies of dead letters
     */
    static RowsFindings of(int sent, Map<Integer, List<String>> bodies, Set<String> letters) {
        Set<String> expected = new HashSet<>();
        Set<String> refused = new HashSet<>();
        for (int number = 0; number < sent; number++) {
            String body = body(number);
            if (body.startsWith("row")) {
                expected.add(body);
            } else if (body.startsWith(Written.POISON)) {
                refused.add(body);
            }
        }
        Set<String> seen = new HashSet<>();
        List<String> twice = new ArrayList<>();
        List<String> unexpected = new ArrayList<>();
        List<String> disordered = new ArrayList<>();
        int rows = 0;
        for (List<String> ofPartition : bodies.values()) {
            int last = -1;
            for (String body : ofPartition) {
                rows++;
                int number = Integer.parseInt(body.substring(body.indexOf('-') + 1));
                if (!seen.add(body)) {
                    twice.add(body);
                }
                if (!expected.contains(body)) {
                    unexpected.add(body);
                }
                if (number < last) {
                    disordered.add(body);
                }
                last = number;
            }
        }
        return new RowsFindings(
                rows,
                expected.stream().filter(body -> !seen.contains(body)).toList(),
                twice,
                unexpected,
                disordered,
                without(refused, letters),
                without(letters, refused));
    }

    private static Set<String> without(Set<String> all, Set<String> some) {
        Set<String> left = new HashSet<>(all);
        left.removeAll(some);
        return left;
    }

    boolean areNone() {
        return lost.isEmpty()
                && twice.isEmpty()
                && unexpected.isEmpty()
                && disordered.isEmpty()
                && lettersLacking.isEmpty()
                && lettersUnexpected.isEmpty();
    }
}
