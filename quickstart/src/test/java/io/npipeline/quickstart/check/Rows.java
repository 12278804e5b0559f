package io.npipeline.quickstart.check;

import java.util.ArrayList;
import java.util.List;

/** A row of a strike file, to be varied. */
final class Rows {

    static final List<String> GOOD = List.of(
            "CHICAGO O'HARE INTL ARPT",
            "B-737-300",
            "Minor",
            "1990-01-11",
            "UNITED AIRLINES",
            "Illinois",
            "Climb",
            "Large",
            "Canada goose",
            "Dusk",
            "1000",
            "250000",
            "251000",
            "140");

    private Rows() {}

    /** The good row with one column changed. */
    static List<String> with(String column, String value) {
        List<String> fields = new ArrayList<>(GOOD);
        fields.set(StrikesFile.COLUMNS.indexOf(column), value);
        return fields;
    }
}
