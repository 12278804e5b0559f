package com.example.strikes.report;

import com.example.strikes.csv.CsvLine;
import io.npipeline.node.TransformNode;
import java.util.List;

/** Gives the fields of a line their names. */
public final class RowReader implements TransformNode<CsvLine, StrikeRow> {

    /**
     * @throws IllegalArgumentException when the line has too few or too many fields
     */
    @Override
    public StrikeRow transform(CsvLine line) {
        List<String> f = line.fields();
        if (f.size() != StrikeRow.COLUMNS.size()) {
            throw new IllegalArgumentException(
                    line.id() + ": expected " + StrikeRow.COLUMNS.size() + " columns, got " + f.size());
        }
        return new StrikeRow(
                line.id(), f.get(0), f.get(1), f.get(2), f.get(3), f.get(4), f.get(5), f.get(6), f.get(7), f.get(8),
                f.get(9), f.get(10), f.get(11), f.get(12), f.get(13));
    }
}
