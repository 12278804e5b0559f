package io.npipeline.quickstart.check;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The records of a strike file by their ids, which are {@code <file name>:<line>}. Immutable.
 *
 * @param rows the fields of each record as they are written, in the order of the file
 */
public record StrikesFile(Map<String, List<String>> rows) {

    /** The header of every strike file. */
    static final List<String> COLUMNS = List.of(
            "Airport Name",
            "Aircraft Make Model",
            "Effect Amount of damage",
            "Flight Date",
            "Aircraft Airline Operator",
            "Origin State",
            "Phase of flight",
            "Wildlife Size",
            "Wildlife Species",
            "Time of day",
            "Cost Other",
            "Cost Repair",
            "Cost Total $",
            "Speed IAS in knots");

    /**
     * Reads a file to its end.
     *
     * @throws IOException in one sentence, when it cannot be read or has other columns
     */
    public static StrikesFile read(Path file) throws IOException {
        Map<String, List<String>> rows = new LinkedHashMap<>();
        try (CsvReader<CsvRecord> csv =
                CsvReader.builder().detectBomHeader(true).ofCsvRecord(file)) {
            Iterator<CsvRecord> records = csv.iterator();
            if (!records.hasNext() || !records.next().getFields().equals(COLUMNS)) {
                throw new IOException(file + " is not a file of strike reports: its first line must name the columns "
                        + String.join(", ", COLUMNS));
            }
            while (records.hasNext()) {
                CsvRecord row = records.next();
                rows.put(file.getFileName() + ":" + row.getStartingLineNumber(), row.getFields());
            }
        }
        return new StrikesFile(rows);
    }
}
