package io.npipeline.quickstart.check;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Follows every row from the file to where it ended. Used once, by one thread. */
final class Reconciliation {

    private final Map<String, List<String>> rows;
    private final Map<String, Integer> strikes;
    private final Map<String, Integer> assessed;
    private final Map<String, Integer> deadLetters;
    private final Map<String, List<StoredReport>> reports = new LinkedHashMap<>();

    private final Map<String, Finding> lost = new LinkedHashMap<>();
    private final Map<String, Finding> duplicated = new LinkedHashMap<>();
    private long stored;

    /**
     * @param strikes the ids in the topic of rows, each as often as it is there; so are the others
     * @param assessed the ids in the topic of assessed reports
     * @param deadLetters the ids in the dead-letter topic
     */
    Reconciliation(
            StrikesFile file,
            Collection<String> strikes,
            Collection<String> assessed,
            Collection<String> deadLetters,
            List<StoredReport> stored) {
        this.rows = file.rows();
        this.strikes = count(strikes);
        this.assessed = count(assessed);
        this.deadLetters = count(deadLetters);
        stored.forEach(report ->
                reports.computeIfAbsent(report.id(), id -> new ArrayList<>()).add(report));
    }

    CheckResult result() {
        rows.forEach(this::follow);
        strikes.keySet().forEach(id -> expectInFile(id, "in strikes"));
        assessed.keySet().forEach(id -> expectInFile(id, "in strikes-assessed"));
        reports.keySet().forEach(id -> expectInFile(id, "stored"));
        deadLetters.keySet().forEach(id -> expectInFile(id, "dead-lettered"));
        return new CheckResult(
                rows.size(), stored, deadLetters.size(), List.copyOf(lost.values()), List.copyOf(duplicated.values()));
    }

    private void follow(String id, List<String> row) {
        List<StoredReport> found = reports.getOrDefault(id, List.of());
        int rowsThere = strikes.getOrDefault(id, 0);
        int reportsThere = assessed.getOrDefault(id, 0);
        int letters = deadLetters.getOrDefault(id, 0);
        if (rowsThere > 1 || reportsThere + letters > 1 || found.size() + letters > 1) {
            duplicated(
                    id,
                    rowsThere + " times in strikes, " + reportsThere + " in strikes-assessed, " + letters
                            + " dead-lettered, " + found.size() + " stored");
        }
        if (found.isEmpty() && letters == 0) {
            lost(id, lastSeen(rowsThere, reportsThere));
            return;
        }
        Optional<String> objection = StrikeRules.objection(row);
        if (letters > 0 && objection.isEmpty()) {
            lost(id, "dead-lettered, though nothing is wrong with it");
        }
        if (!found.isEmpty() && (rowsThere == 0 || reportsThere == 0)) {
            lost(id, "stored, but never reached " + (rowsThere == 0 ? "strikes" : "strikes-assessed"));
        } else if (!found.isEmpty()) {
            followStored(id, row, objection, found.get(0));
        }
    }

    private static String lastSeen(int rowsThere, int reportsThere) {
        if (reportsThere > 0) {
            return "in strikes-assessed, but not stored";
        }
        return rowsThere > 0 ? "in strikes, but neither assessed nor dead-lettered" : "never reached strikes";
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
