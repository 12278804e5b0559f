package com.example.strikes.csv;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Reads the records behind a line. Used by one thread. */
final class CsvFileReader implements SourceReader<CsvLine> {

    static final String LINE = "line";

    private final String name;
    private final long lastLine;
    private final CloseableIterator<CsvRecord> records;

    CsvFileReader(Path file, List<String> columns, long lastLine) throws IOException {
        if (!Files.isReadable(file)) {
            throw new NoSuchFileException(file.toString(), null, "there is no file that can be read");
        }
        this.name = file.getFileName().toString();
        this.lastLine = lastLine;
        this.records =
                CsvReader.builder().detectBomHeader(true).ofCsvRecord(file).iterator();
        try {
            List<String> header = records.hasNext() ? records.next().getFields() : List.of();
            if (!header.equals(columns)) {
                throw new IOException(name + " has the columns " + header + ", expected " + columns);
            }
        } catch (IOException | RuntimeException e) {
            records.close();
            throw e;
        }
    }

    @Override
    public List<SourceItem<CsvLine>> read(int max, Duration maxWait) throws InterruptedException {
        List<SourceItem<CsvLine>> items = new ArrayList<>();
        while (items.size() < max && records.hasNext()) {
            CsvRecord csvRecord = records.next();
            if (csvRecord.getStartingLineNumber() > lastLine) {
                items.add(item(csvRecord));
            }
        }
        if (items.isEmpty()) {
            // At its end the file stays as it is; waiting keeps the caller from asking in a tight loop.
            Thread.sleep(maxWait.toMillis());
        }
        return items;
    }

    private SourceItem<CsvLine> item(CsvRecord csvRecord) {
        CsvLine line = new CsvLine(name, csvRecord.getStartingLineNumber(), csvRecord.getFields());
        return SourceItem.of(line, Position.of(LINE, line.line())).withKey(line.id());
    }

    @Override
    public void close() throws IOException {
        records.close();
    }
}
