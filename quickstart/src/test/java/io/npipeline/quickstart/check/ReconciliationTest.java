package io.npipeline.quickstart.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReconciliationTest {

    private static final List<String> BAD = Rows.with("Effect Amount of damage", "C");

    private final Map<String, List<String>> rows = new LinkedHashMap<>(Map.of("f:2", Rows.GOOD, "f:3", BAD));
    private List<String> strikes = List.of("f:2", "f:3");
    private List<String> assessed = List.of("f:2");

    @Test
    void everyRowWhereItBelongsIsClean() {
        CheckResult result = reconcile(List.of("f:3"), stored("f:2", Rows.GOOD));

        assertThat(result.isClean()).isTrue();
        assertThat(result.summary()).isEqualTo("rows=2 stored=1 deadLettered=1 lost=0 duplicated=0");
    }

    @Test
    void equalRowsAreTwoRows() {
        rows.put("f:4", Rows.GOOD);
        strikes = List.of("f:2", "f:3", "f:4");
        assessed = List.of("f:2", "f:4");

        assertThat(reconcile(List.of("f:3"), stored("f:2", Rows.GOOD), stored("f:4", Rows.GOOD))
                        .isClean())
                .isTrue();
        assertThat(reconcile(List.of("f:3"), stored("f:2", Rows.GOOD)).lost())
                .containsExactly(new Finding("f:4", "in strikes-assessed, but not stored"));
    }

    @Test
    void aRowThatStoppedOnItsWayIsLost() {
        assertLost("f:2", "in strikes-assessed, but not stored", reconcile(List.of("f:3")));

        assessed = List.of();
        assertLost("f:2", "in strikes, but neither assessed nor dead-lettered", reconcile(List.of("f:3")));

        strikes = List.of("f:3");
        assertLost("f:2", "never reached strikes", reconcile(List.of("f:3")));
    }

    @Test
    void aRowThatWasStoredWithoutHavingBeenInATopicIsLost() {
        assessed = List.of();
        assertLost(
                "f:2",
                "stored, but never reached strikes-assessed",
                reconcile(List.of("f:3"), stored("f:2", Rows.GOOD)));

        strikes = List.of("f:3");
        assertLost("f:2", "stored, but never reached strikes", reconcile(List.of("f:3"), stored("f:2", Rows.GOOD)));
    }

    @Test
    void aLineThatNeverBecameARowBelongsIntoTheDeadLettersOnly() {
        rows.put("f:4", List.of("one", "column"));

        assertThat(reconcile(List.of("f:3", "f:4"), stored("f:2", Rows.GOOD)).isClean())
                .isTrue();
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
        strikes = List.of("f:2", "f:3", "f:4", "f:5");
        assessed = List.of("f:2", "f:4", "f:5");

        CheckResult result = reconcile(
                List.of("f:3"),
                stored("f:2", Rows.GOOD),
                stored("f:4", Rows.with("Cost Repair", "1250000")),
                stored("f:5", Rows.with("Speed IAS in knots", "90")));

        assertThat(result.isClean()).isTrue();
    }

    @Test
    void aBadRowThatWasStoredIsLost() {
        assessed = List.of("f:2", "f:3");

        assertLost(
                "f:3",
                "stored, though Effect Amount of damage is \"C\"",
                reconcile(List.of(), stored("f:2", Rows.GOOD), stored("f:3", BAD)));
    }

    @Test
    void aGoodRowThatWasDeadLetteredIsLost() {
        assessed = List.of();

        assertLost("f:2", "dead-lettered, though nothing is wrong with it", reconcile(List.of("f:2", "f:3")));
    }

    @Test
    void whatArrivedTwiceIsDuplicated() {
        assertDuplicated(
                "f:3",
                "1 times in strikes, 0 in strikes-assessed, 2 dead-lettered, 0 stored",
                reconcile(List.of("f:3", "f:3"), stored("f:2", Rows.GOOD)));
        assertDuplicated(
                "f:2",
                "1 times in strikes, 1 in strikes-assessed, 1 dead-lettered, 1 stored",
                reconcile(List.of("f:3", "f:2"), stored("f:2", Rows.GOOD)));
        assertDuplicated(
                "f:2",
                "1 times in strikes, 1 in strikes-assessed, 0 dead-lettered, 2 stored",
                reconcile(List.of("f:3"), stored("f:2", Rows.GOOD), stored("f:2", Rows.GOOD)));
    }

    @Test
    void whatIsTwiceInATopicIsDuplicatedThoughItIsStoredOnce() {
        strikes = List.of("f:2", "f:3", "f:2");
        assertDuplicated(
                "f:2",
                "2 times in strikes, 1 in strikes-assessed, 0 dead-lettered, 1 stored",
                reconcile(List.of("f:3"), stored("f:2", Rows.GOOD)));

        strikes = List.of("f:2", "f:3");
        assessed = List.of("f:2", "f:2");
        assertDuplicated(
                "f:2",
                "1 times in strikes, 2 in strikes-assessed, 0 dead-lettered, 1 stored",
                reconcile(List.of("f:3"), stored("f:2", Rows.GOOD)));
    }

    @Test
    void whatIsAssessedAndDeadLetteredIsDuplicated() {
        assessed = List.of("f:2", "f:3");

        assertDuplicated(
                "f:3",
                "1 times in strikes, 1 in strikes-assessed, 1 dead-lettered, 0 stored",
                reconcile(List.of("f:3"), stored("f:2", Rows.GOOD)));
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

        strikes = List.of("f:2", "f:3", "f:9");
        assertDuplicated("f:9", "in strikes, but not in the file", reconcile(List.of("f:3"), stored("f:2", Rows.GOOD)));

        strikes = List.of("f:2", "f:3");
        assessed = List.of("f:2", "f:9");
        assertDuplicated(
                "f:9", "in strikes-assessed, but not in the file", reconcile(List.of("f:3"), stored("f:2", Rows.GOOD)));
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
        return new Reconciliation(new StrikesFile(rows), strikes, assessed, deadLetters, List.of(stored)).result();
    }

    private static StoredReport stored(String id, List<String> row) {
        return new StoredReport(id, row);
    }
}
