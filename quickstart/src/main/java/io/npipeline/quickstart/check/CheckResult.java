package io.npipeline.quickstart.check;

import java.util.List;

/**
 * What became of the rows of a file. Immutable.
 *
 * @param rows records in the file
 * @param stored rows in the database whose full content is the file's, and which belong there
 * @param deadLettered ids in the dead-letter topic
 * @param lost a finding for each row that is neither stored nor dead-lettered, or is the one that it should not be
 * @param duplicated a finding for each id that is more than once in a topic or the database, arrived in two places, or came
 *     out of nowhere
 */
public record CheckResult(long rows, long stored, long deadLettered, List<Finding> lost, List<Finding> duplicated) {

    public CheckResult {
        lost = List.copyOf(lost);
        duplicated = List.copyOf(duplicated);
    }

    /** Whether every row arrived once, where it belongs. */
    public boolean isClean() {
        return lost.isEmpty() && duplicated.isEmpty() && stored + deadLettered == rows;
    }

    /** The five numbers in one line. */
    public String summary() {
        return "rows=" + rows + " stored=" + stored + " deadLettered=" + deadLettered + " lost=" + lost.size()
                + " duplicated=" + duplicated.size();
    }
}
