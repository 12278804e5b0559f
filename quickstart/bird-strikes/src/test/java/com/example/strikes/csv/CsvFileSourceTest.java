package com.example.strikes.csv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourcePartition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvFileSourceTest {

    private static final List<String> COLUMNS = List.of("airport", "species");
    private static final SourcePartition PARTITION = SourcePartition.of("file", "strikes.csv");

    @TempDir
    Path folder;

    @Test
    void readsEveryLineWithItsNumberAndKey() throws Exception {
        CsvFileSource source = source("airport,species\r\nO'HARE,Gull\r\nNASHVILLE,Owl");

        List<SourceItem<CsvLine>> items = read(source, Optional.empty());

        assertEquals(
                List.of(line(2, "O'HARE", "Gull"), line(3, "NASHVILLE", "Owl")),
                items.stream().map(SourceItem::body).toList());
        assertEquals("strikes.csv:3", items.get(1).key());
        assertEquals(List.of(PARTITION), source.partitions());
    }

    @Test
    void aQuotedFieldMayHoldCommasAndLineBreaks() throws Exception {
        CsvFileSource source = source("airport,species\r\n\"DALLAS, TX\",\"Gull,\r\nlarge\"\r\nNASHVILLE,Owl\r\n");

        assertEquals(
                List.of(line(2, "DALLAS, TX", "Gull,\r\nlarge"), line(4, "NASHVILLE", "Owl")),
                bodies(source, Optional.empty()));
    }

    @Test
    void goesOnBehindTheStoredLine() throws Exception {
        CsvFileSource source = source("airport,species\na,\"1\n2\"\nb,3\nc,4\n");
        Position afterFirst = read(source, Optional.empty()).get(0).position();

        assertEquals(List.of(line(4, "b", "3"), line(5, "c", "4")), bodies(source, Optional.of(afterFirst)));
        // Connect gives numbers back in the type its converter chose.
        assertEquals(List.of(line(5, "c", "4")), bodies(source, Optional.of(Position.of("line", 4))));
    }

    @Test
    void aLineWithAMissingFieldIsReadAsItIs() throws Exception {
        assertEquals(
                List.of(new CsvLine("strikes.csv", 2, List.of("a")), line(4, "b", "1")),
                bodies(source("airport,species\na\n\nb,1\n"), Optional.empty()));
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheHeader() throws Exception {
        assertEquals(List.of(line(2, "a", "1")), bodies(source("\uFEFFairport,species\na,1\n"), Optional.empty()));
    }

    @Test
    void readsInPortionsAndThenNothing() throws Exception {
        try (CsvFileReader reader = new CsvFileReader(write("airport,species\na,1\nb,2\nc,3\n"), COLUMNS, 0)) {
            assertEquals(2, reader.read(2, Duration.ZERO).size());
            assertEquals(1, reader.read(2, Duration.ZERO).size());
            assertEquals(List.of(), reader.read(2, Duration.ZERO));
        }
    }

    @Test
    void anotherHeaderIsRefused() throws Exception {
        CsvFileSource source = source("airport,size\na,1\n");

        Exception error = assertThrows(IOException.class, () -> source.open(null));

        assertEquals("strikes.csv has the columns [airport, size], expected [airport, species]", error.getMessage());
    }

    @Test
    void aMissingFileIsNamed() {
        CsvFileSource source = new CsvFileSource(folder.resolve("none.csv"), COLUMNS);

        Exception error = assertThrows(IOException.class, () -> source.open(null));

        assertEquals(folder.resolve("none.csv") + ": there is no file that can be read", error.getMessage());
    }

    private CsvFileSource source(String content) throws IOException {
        return new CsvFileSource(write(content), COLUMNS);
    }

    private Path write(String content) throws IOException {
        return Files.writeString(folder.resolve("strikes.csv"), content);
    }

    private static CsvLine line(long number, String... fields) {
        return new CsvLine("strikes.csv", number, List.of(fields));
    }

    private static List<CsvLine> bodies(CsvFileSource source, Optional<Position> from) throws Exception {
        return read(source, from).stream().map(SourceItem::body).toList();
    }

    private static List<SourceItem<CsvLine>> read(CsvFileSource source, Optional<Position> from) throws Exception {
        try (var reader = source.read(PARTITION, from)) {
            return reader.read(100, Duration.ZERO);
        }
    }
}
