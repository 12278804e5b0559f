package io.npipeline.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final List<String> BAD = Rows.with("Effect Amount of damage", "C");

    private final Map<String, List<String>> rows = new LinkedHashMap<>(Map.of("f:2", Rows.GOOD, "f:3", BAD));
    private List<String> topic = List.of("f:2", "f:3");

    @Test
    void everyRowWhereItBelongsIsClean() {
        CheckResult result = reconcile(List.of("f:3"), stored("f:2", Rows.GOOD));

        assertThat(result.isClean()).isTrue();
        assertThat(result.summary()).isEqualTo("rows=2 stored=1 deadLettered=1 lost=0 duplicated=0");
    }

    @Test
    void equalRowsAreTwoRows() {
        rows.put("f:4", Rows.GOOD);

        assertThat(reconcile(List.of("f:3"), stored("f:2", Rows.GOOD), stored("f:4", Rows.GOOD))
                        .isClean())
                .isTrue();
        assertThat(reconcile(List.of("f:3"), stored("f:2", Rows.GOOD)).lost())
                .containsExactly(new Finding("f:4", "never reached the topic"));
    }

    @Test
    void aRowThatOnlyReachedTheTopicIsLost() {
        assertLost("f:2", "in the topic, but not stored", reconcile(List.of("f:3")));
    }

    @Test
    void aRowThatReachedNothingIsLost() {
        topic = List.of("f:2");

        assertLost("f:3", "never reached the topic", reconcile(List.of(), stored("f:2", Rows.GOOD)));
    }

    @Test
    void otherContentIsLost() {
        assertLost(
                "f:2",
                "stored with Cost Repair \"1\" instead of \"250000\"",
                reconcile(List.of("f:3"), stored("f:2", Rows.with("Cost Repair", "1"))));
    }

    @Test
    void separatorsInCostsAndLeadingZerosAreNoOtherContent() {
        rows.put("f:4", Rows.with("Cost Repair", "1,250,000"));
        rows.put("f:5", Rows.with("Speed IAS in knots", "090"));

        CheckResult result = reconcile(
                List.of("f:3"),
                stored("f:2", Rows.GOOD),
                stored("f:4", Rows.with("Cost Repair", "1250000")),
                stored("f:5", Rows.with("Speed IAS in knots", "90")));

        assertThat(result.isClean()).isTrue();
    }

    @Test
    void aBadRowThatWasStoredIsLost() {
        assertLost(
                "f:3",
                "stored, though Effect Amount of damage is \"C\"",
                reconcile(List.of(), stored("f:2", Rows.GOOD), stored("f:3", BAD)));
    }

    @Test
    void aGoodRowThatWasDeadLetteredIsLost() {
        assertLost("f:2", "dead-lettered, though nothing is wrong with it", reconcile(List.of("f:2", "f:3")));
    }

    @Test
    void whatArrivedTwiceIsDuplicated() {
        assertDuplicated(
                "f:3",
                "stored 0 times, dead-lettered 2 times",
                reconcile(List.of("f:3", "f:3"), stored("f:2", Rows.GOOD)));
        assertDuplicated(
                "f:2",
                "stored 1 times, dead-lettered 1 times",
                reconcile(List.of("f:3", "f:2"), stored("f:2", Rows.GOOD)));
        assertDuplicated(
                "f:2",
                "stored 2 times, dead-lettered 0 times",
                reconcile(List.of("f:3"), stored("f:2", Rows.GOOD), stored("f:2", Rows.GOOD)));
    }

    @Test
    void whatIsNotInTheFileIsDuplicated() {
        assertDuplicated(
                "f:9",
                "stored, but not in the file",
                reconcile(List.of("f:3"), stored("f:2", Rows.GOOD), stored("f:9", Rows.GOOD)));
        assertDuplicated(
                "f:9",
                "dead-lettered, but not in the file",
                reconcile(List.of("f:3", "f:9"), stored("f:2", Rows.GOOD)));
    }

    private static void assertLost(String id, String why, CheckResult result) {
        assertThat(result.lost()).containsExactly(new Finding(id, why));
        assertThat(result.isClean()).isFalse();
    }

    private static void assertDuplicated(String id, String why, CheckResult result) {
        assertThat(result.duplicated()).containsExactly(new Finding(id, why));
        assertThat(result.isClean()).isFalse();
    }

    private CheckResult reconcile(List<String> deadLetters, StoredReport... stored) {
        return new Reconciliation(new StrikesFile(rows), topic, deadLetters, List.of(stored)).result();
    }

    private static StoredReport stored(String id, List<String> row) {
        return new StoredReport(id, row);
    }
}
