package com.example.strikes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.LocalDate;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ReportReaderTest {

    private final ReportReader reader = new ReportReader();

    @Test
    void readsTypedValues() {
        StrikeReport report = reader.transform(Rows.row());

        assertEquals(Damage.SUBSTANTIAL, report.damage());
        assertEquals(LocalDate.of(1990, 1, 11), report.flightDate());
        assertEquals(FlightPhase.TAKE_OFF_RUN, report.phase());
        assertEquals(WildlifeSize.LARGE, report.wildlifeSize());
        assertEquals(TimeOfDay.DUSK, report.timeOfDay());
        assertEquals(251_000, report.costTotal());
        assertEquals(OptionalInt.of(140), report.speedKnots());
    }

    @Test
    void speedIsOptionalAndCostsMayBeGrouped() {
        assertEquals(
                OptionalInt.empty(),
                reader.transform(Rows.rowWith("Speed IAS in knots", "")).speedKnots());
        assertEquals(
                1_251_000,
                reader.transform(Rows.rowWith("Cost Total $", "1,251,000")).costTotal());
    }

    @Test
    void anUnpublishedCodeIsNamedWithItsRowAndColumn() {
        assertRefused(
                "Effect Amount of damage",
                "C",
                "birdstrikes.csv:17: Effect Amount of damage is \"C\", expected one of None, Minor, Medium, Substantial");
    }

    @Test
    void soIsEveryOtherBadValue() {
        assertRefused(
                "Flight Date",
                "11/01/1990",
                "birdstrikes.csv:17: Flight Date is \"11/01/1990\", expected a date such as 1990-01-08");
        assertRefused(
                "Cost Repair", "-1", "birdstrikes.csv:17: Cost Repair is \"-1\", expected a whole amount of dollars");
        assertRefused(
                "Speed IAS in knots",
                "fast",
                "birdstrikes.csv:17: Speed IAS in knots is \"fast\", expected a whole number of knots or nothing");
    }

    private void assertRefused(String column, String value, String message) {
        StrikeRow row = Rows.rowWith(column, value);
        Exception error = assertThrows(IllegalArgumentException.class, () -> reader.transform(row));
        assertEquals(message, error.getMessage());
    }
}
