package com.example.strikes.report;

import com.example.strikes.csv.CsvLine;
import java.util.ArrayList;
import java.util.List;

/** A row of the published file, to be varied. */
public final class Rows {

    private static final List<String> FIELDS = List.of(
            "CHICAGO O'HARE INTL ARPT",
            "B-737-300",
            "Substantial",
            "1990-01-11",
            "UNITED AIRLINES",
            "Illinois",
            "Take-off run",
            "Large",
            "Canada goose",
            "Dusk",
            "1000",
            "250000",
            "251000",
            "140");

    private Rows() {}

    public static StrikeRow row() {
        return new RowReader().transform(new CsvLine("birdstrikes.csv", 17, FIELDS));
    }

    /** The row with one column changed. */
    public static StrikeRow rowWith(String column, String value) {
        List<String> fields = new ArrayList<>(FIELDS);
        fields.set(StrikeRow.COLUMNS.indexOf(column), value);
        return new RowReader().transform(new CsvLine("birdstrikes.csv", 17, fields));
    }

    public static AssessedReport assessed(StrikeRow row) {
        return new ReportAssessor().transform(new ReportReader().transform(row));
    }
}
