package io.npipeline.quickstart.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows every row from the file to where it ended. Used once, by one thread. */
final class Reconciliation {

    private final Map<String, List<String>> rows;
    private final Set<String> inTopic;
    private final Map<String, Integer> deadLetters;
    private final Map<String, List<StoredReport>> reports = new LinkedHashMap<>();

    private final Map<String, Finding> lost = new LinkedHashMap<>();
    private final Map<String, Finding> duplicated = new LinkedHashMap<>();
    private long stored;

    /**
     * @param strikes the ids in the topic between the pipelines
     * @param deadLetters the ids in the dead-letter topic, each as often as it is there
     */
    Reconciliation(
            StrikesFile file, Collection<String> strikes, Collection<String> deadLetters, List<StoredReport> stored) {
        this.rows = file.rows();
        this.inTopic = new HashSet<>(strikes);
        this.deadLetters = count(deadLetters);
        stored.forEach(report ->
                reports.computeIfAbsent(report.id(), id -> new ArrayList<>()).add(report));
    }

    CheckResult result() {
        rows.forEach(this::follow);
        reports.keySet().forEach(id -> expectInFile(id, "stored"));
        deadLetters.keySet().forEach(id -> expectInFile(id, "dead-lettered"));
        return new CheckResult(
                rows.size(), stored, deadLetters.size(), List.copyOf(lost.values()), List.copyOf(duplicated.values()));
    }

    private void follow(String id, List<String> row) {
        List<StoredReport> found = reports.getOrDefault(id, List.of());
        int letters = deadLetters.getOrDefault(id, 0);
        if (found.size() + letters > 1) {
            duplicated(id, "stored " + found.size() + " times, dead-lettered " + letters + " times");
        }
        if (found.isEmpty() && letters == 0) {
            lost(id, inTopic.contains(id) ? "in the topic, but not stored" : "never reached the topic");
            return;
        }
        Optional<String> objection = StrikeRules.objection(row);
        if (letters > 0 && objection.isEmpty()) {
            lost(id, "dead-lettered, though nothing is wrong with it");
        }
        if (!found.isEmpty()) {
            followStored(id, row, objection, found.get(0));
        }
    }

    private void followStored(String id, List<String> row, Optional<String> objection, StoredReport report) {
        if (objection.isPresent()) {
            lost(id, "stored, though " + objection.get());
            return;
        }
        for (int column = 0; column < row.size(); column++) {
            String expected = StrikeRules.stored(column, row.get(column));
            String actual = report.columns().get(column);
            if (!actual.equals(expected)) {
                lost(
                        id,
                        "stored with " + StrikesFile.COLUMNS.get(column) + " \"" + actual + "\" instead of \""
                                + expected + "\"");
                return;
            }
        }
        stored++;
    }

    private void expectInFile(String id, String what) {
        if (!rows.containsKey(id)) {
            duplicated(id, what + ", but not in the file");
        }
    }

    private void lost(String id, String why) {
        lost.putIfAbsent(id, new Finding(id, why));
    }

    private void duplicated(String id, String why) {
        duplicated.putIfAbsent(id, new Finding(id, why));
    }

    private static Map<String, Integer> count(Collection<String> ids) {
        Map<String, Integer> counts = new HashMap<>();
        ids.forEach(id -> counts.merge(id, 1, Integer::sum));
        return counts;
    }
}
