package com.example.strikes.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.example.strikes.csv.CsvLine;
import java.util.Collections;
import org.junit.jupiter.api.Test;

class RowReaderTest {

    private final RowReader reader = new RowReader();

    @Test
    void givesFieldsTheirNames() {
        StrikeRow row = Rows.row();

        assertEquals("birdstrikes.csv:17", row.id());
        assertEquals("CHICAGO O'HARE INTL ARPT", row.airport());
        assertEquals("Substantial", row.damage());
        assertEquals("140", row.speedKnots());
    }

    @Test
    void aMissingColumnIsRefusedWithTheLine() {
        CsvLine line = new CsvLine("birdstrikes.csv", 17, Collections.nCopies(13, "x"));

        Exception error = assertThrows(IllegalArgumentException.class, () -> reader.transform(line));

        assertEquals("birdstrikes.csv:17: expected 14 columns, got 13", error.getMessage());
    }
}
