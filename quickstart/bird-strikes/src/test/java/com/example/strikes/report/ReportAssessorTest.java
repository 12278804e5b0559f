package com.example.strikes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ReportAssessorTest {

    @Test
    void damageCostAndSizeAddUp() {
        AssessedReport assessed = Rows.assessed(Rows.row());

        assertEquals(60 + 15 + 15, assessed.score());
        assertEquals(Severity.CRITICAL, assessed.severity());
    }

    @Test
    void aLargeBirdWithoutDamageButDearIsModerate() {
        assertEquals(
                Severity.MODERATE,
                Rows.assessed(Rows.rowWith("Effect Amount of damage", "None")).severity());
    }
}
