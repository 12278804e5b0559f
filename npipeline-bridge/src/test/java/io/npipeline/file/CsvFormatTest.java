package io.npipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.binding.Alias;
import io.npipeline.binding.BindingException;
import io.npipeline.binding.Name;
import io.npipeline.message.UnboundBody;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.errors.DataException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How CSV is cut and bound. */
class CsvFormatTest {

    enum Colour {
        RED,
        GREEN
    }

    record Thing(
            String name,
            int count,
            BigDecimal price,
            boolean sold,
            Optional<Long> weight,
            LocalDate day,
            Colour colour) {}

    record Renamed(@Name("order_id") @Alias("id") int orderId) {}

    static final class Counted {
        private Optional<Integer> count = Optional.empty();

        public Optional<Integer> getCount() {
            return count;
        }

        public void setCount(Optional<Integer> count) {
            this.count = count;
        }
    }

    private final Path folder;

    CsvFormatTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void fieldsAreNamedByTheFirstRecord() throws Exception {
        assertThat(bodies(CsvFormat.ofMaps(), "id,name\n1,bolt\n2,nut\n"))
                .containsExactly(Map.of("id", "1", "name", "bolt"), Map.of("id", "2", "name", "nut"));
    }

    @Test
    void fieldsAreBoundByTheNamesThatComponentsHaveInData() throws Exception {
        assertThat(bodies(CsvFormat.of(Renamed.class), "order_id\n7\n")).containsExactly(new Renamed(7));
        assertThat(bodies(CsvFormat.of(Renamed.class), "id\n8\n")).containsExactly(new Renamed(8));
        assertThat(bodies(CsvFormat.of(Counted.class), "count,other\n8,x\n"))
                .extracting(Counted::getCount)
                .containsExactly(Optional.of(8));
    }

    @Test
    void quotedFieldsHoldSeparatorsQuotesAndLineBreaks() throws Exception {
        assertThat(bodies(CsvFormat.ofMaps(), "a,b\r\n\"x,y\",\"say \"\"hi\"\"\"\r\n\"1\n\n2\r\n3\",z\r\n"))
                .containsExactly(Map.of("a", "x,y", "b", "say \"hi\""), Map.of("a", "1\n\n2\r\n3", "b", "z"));
    }

    @Test
    void readingGoesOnBehindEveryRecordWithTheNamesOfTheFirst() throws Exception {
        write("a,b\n1,\"x\ny\"\n\n\"2\",\u00e4\u20ac\n3,z");
        FolderSource<Map<String, String>> source = source(CsvFormat.ofMaps());
        List<Object> bodies = new ArrayList<>();
        Optional<Position> from = Optional.empty();
        for (int i = 0; i < 2; i++) {
            SourceItem<Map<String, String>> item = first(source, from);
            bodies.add(item.body());
            from = Optional.of(item.position());
        }

        assertThat(bodies).containsExactly(Map.of("a", "1", "b", "x\ny"), Map.of("a", "2", "b", "\u00e4\u20ac"));
    }

    @Test
    void aRecordIsWaitedForUntilItsQuoteIsClosed() throws Exception {
        write("a,b\n1,\"begun\n");
        try (SourceReader<Map<String, String>> reader = reader(source(CsvFormat.ofMaps()), Optional.empty())) {
            assertThat(reader.read(10, Duration.ZERO)).isEmpty();

            Files.writeString(folder.resolve("things.csv"), "and ended\"\n", StandardOpenOption.APPEND);

            assertThat(reader.read(10, Duration.ZERO).stream().map(SourceItem::body))
                    .containsExactly(Map.of("a", "1", "b", "begun\nand ended"));
        }
    }

    @Test
    void aRecordWithAnotherNumberOfFieldsIsMalformedAndTheNextOneIsNot() throws Exception {
        List<SourceItem<Map<String, String>>> items = items(CsvFormat.ofMaps(), "a,b\n1\n2,x\n3,y,z\n");

        assertThat(items).hasSize(3);
        assertThat(items.get(1).body()).containsEntry("a", "2");
        assertThat(raw(items.get(0))).isEqualTo("1");
        assertThat(raw(items.get(2))).isEqualTo("3,y,z");
        assertThatThrownBy(() -> items.get(2).body())
                .isInstanceOf(DataException.class)
                .hasMessage("the record has 3 fields, and its file 2 columns: [a, b]");
    }

    @Test
    void whatFollowsAClosingQuoteMakesARecordMalformed() throws Exception {
        List<SourceItem<Map<String, String>>> items = items(CsvFormat.ofMaps(), "a,b\n\"1\"2,x\n3,y\n");

        assertThat(raw(items.get(0))).isEqualTo("\"1\"2,x");
        assertThatThrownBy(() -> items.get(0).body())
                .isInstanceOf(DataException.class)
                .hasMessageContaining("not well-formed");
        assertThat(items.get(1).body()).containsEntry("a", "3");
    }

    @Test
    void aCarriageReturnWithinALineMakesARecordMalformed() throws Exception {
        List<SourceItem<Map<String, String>>> items = items(CsvFormat.ofMaps(), "a\n1\r2\n3\n");

        assertThatThrownBy(() -> items.get(0).body()).hasMessageContaining("line break outside of quotes");
        assertThat(items.get(1).body()).containsEntry("a", "3");
    }

    @Test
    void ofAQuoteThatIsNeverClosedTheFirstLineIsMalformedAndTheOthersAreRead() throws Exception {
        write("a,b\n1,\"x\n2,y\n3,z\n");
        FolderSource<Map<String, String>> source = source(CsvFormat.ofMaps()).movingTo(Path.of("done"));
        try (SourceReader<Map<String, String>> reader = reader(source, Optional.empty())) {
            List<SourceItem<Map<String, String>>> items = reader.read(10, Duration.ZERO);

            assertThat(raw(items.get(0))).isEqualTo("1,\"x");
            assertThatThrownBy(() -> items.get(0).body()).hasMessageContaining("not closed");
            assertThat(items.subList(1, 3).stream().map(item -> item.body().get("a")))
                    .containsExactly("2", "3");
        }
    }

    @Test
    void blankLinesAtTheEndAreNoReasonToKeepAFile() throws Exception {
        write("a,b\n1,x\n\n\r\n");
        FolderSource<Map<String, String>> source = source(CsvFormat.ofMaps()).deleting();
        try (SourceReader<Map<String, String>> reader = reader(source, Optional.empty())) {
            List<SourceItem<Map<String, String>>> items = reader.read(10, Duration.ZERO);
            assertThat(items).hasSize(1);
            assertThat(reader.read(10, Duration.ZERO)).isEmpty();

            reader.committed(items.get(0).position());
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aRecordAboveTheLimitIsMalformedLineByLine() throws Exception {
        write("a,b\n1,\"" + "x".repeat(20) + "\n" + "y".repeat(20) + "\n2,z\n3,z\n");
        FolderSource<Map<String, String>> source =
                source(CsvFormat.ofMaps()).recordsUpTo(32).movingTo(Path.of("done"));
        try (SourceReader<Map<String, String>> reader = reader(source, Optional.empty())) {
            List<Object> raws = new ArrayList<>();
            List<SourceItem<Map<String, String>>> items = reader.read(10, Duration.ZERO);
            while (!items.isEmpty()) {
                items.forEach(item -> raws.add(raw(item)));
                items = reader.read(10, Duration.ZERO);
            }

            assertThat(raws).containsExactly("1,\"" + "x".repeat(20), "y".repeat(20), "2,z", "3,z");
        }
    }

    @Test
    void recordsAreBoundToComponentsOfTheSameName() throws Exception {
        assertThat(bodies(CsvFormat.of(Thing.class), """
                        name,count,price,sold,weight,day,colour,ignored
                        bolt,12,0.10,TRUE,7,2026-11-25,RED,x
                        "",0,1e3,false,,2026-11-26,GREEN,
                        """))
                .containsExactly(
                        new Thing(
                                "bolt",
                                12,
                                new BigDecimal("0.10"),
                                true,
                                Optional.of(7L),
                                LocalDate.of(2026, 11, 25),
                                Colour.RED),
                        new Thing(
                                "",
                                0,
                                new BigDecimal("1e3"),
                                false,
                                Optional.empty(),
                                LocalDate.of(2026, 11, 26),
                                Colour.GREEN));
    }

    @Test
    void aFieldThatDoesNotFitNamesItsComponent() throws Exception {
        List<SourceItem<Thing>> items = items(
                CsvFormat.of(Thing.class),
                "name,count,price,sold,weight,day,colour\nbolt,many,1,true,,2026-11-25,RED\n");

        assertThat(raw(items.get(0))).isEqualTo("bolt,many,1,true,,2026-11-25,RED");
        assertThatThrownBy(() -> items.get(0).body())
                .isInstanceOf(BindingException.class)
                .hasMessageContaining("Thing.count")
                .hasMessageContaining("many");
    }

    @Test
    void anEmptyFieldIsNullToWhatIsNoText() throws Exception {
        List<SourceItem<Thing>> items = items(
                CsvFormat.of(Thing.class), "name,count,price,sold,weight,day,colour\nbolt,,1,true,,2026-11-25,RED\n");

        assertThatThrownBy(() -> items.get(0).body()).hasMessageContaining("Thing.count");
    }

    @Test
    void whatAMapperThrowsIsNotWorthARetry() throws Exception {
        List<SourceItem<Integer>> items =
                items(CsvFormat.mappedBy(row -> Integer.valueOf(row.getOrDefault("a", ""))), "a\n1\nx\n");

        assertThat(items.get(0).body()).isEqualTo(1);
        assertThatThrownBy(() -> items.get(1).body())
                .isInstanceOf(DataException.class)
                .hasCauseInstanceOf(NumberFormatException.class);
    }

    @Test
    void separatorCharsetAndColumnsAreOptions() throws Exception {
        Charset latin = StandardCharsets.ISO_8859_1;
        Files.write(folder.resolve("things.csv"), "1;\u00e4\n".getBytes(latin));

        try (SourceReader<Map<String, String>> reader = reader(
                source(CsvFormat.ofMaps().separatedBy(';').in(latin).withColumns("id", "name")), Optional.empty())) {
            assertThat(reader.read(10, Duration.ZERO).stream().map(SourceItem::body))
                    .containsExactly(Map.of("id", "1", "name", "\u00e4"));
        }
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstName() throws Exception {
        assertThat(bodies(CsvFormat.ofMaps(), "\uFEFFa,b\n1,2\n")).containsExactly(Map.of("a", "1", "b", "2"));
    }

    @Test
    void aFileWhoseColumnsCannotBeToldIsNamed() throws Exception {
        write("a,a\n1,2\n");
        try (SourceReader<Map<String, String>> reader = reader(source(CsvFormat.ofMaps()), Optional.empty())) {
            assertThatThrownBy(() -> reader.read(10, Duration.ZERO))
                    .isInstanceOf(DataException.class)
                    .hasMessageContaining("things.csv")
                    .hasMessageContaining("[a, a]");
        }
    }

    @Test
    void aCharsetWithOtherLineBreaksIsRefused() {
        assertThatThrownBy(() -> CsvFormat.ofMaps().in(StandardCharsets.UTF_16))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("UTF-16");
    }

    private void write(String text) throws IOException {
        Files.writeString(folder.resolve("things.csv"), text, StandardCharsets.UTF_8);
    }

    private <T> FolderSource<T> source(FileFormat<T> format) {
        return FolderSource.of(format, folder).quietFor(Duration.ZERO);
    }

    private static <T> SourceReader<T> reader(FolderSource<T> source, Optional<Position> from) throws IOException {
        source.open(new NoContext());
        return source.read(source.partitions().get(0), from);
    }

    private static <T> SourceItem<T> first(FolderSource<T> source, Optional<Position> from) throws Exception {
        try (SourceReader<T> reader = reader(source, from)) {
            return reader.read(1, Duration.ZERO).get(0);
        }
    }

    private <T> List<SourceItem<T>> items(FileFormat<T> format, String text) throws Exception {
        write(text);
        try (SourceReader<T> reader = reader(source(format), Optional.empty())) {
            return reader.read(100, Duration.ZERO);
        }
    }

    private <T> List<T> bodies(FileFormat<T> format, String text) throws Exception {
        return items(format, text).stream().map(SourceItem::body).toList();
    }

    private static Object raw(SourceItem<?> item) {
        return item.bodyOrUnbound() instanceof UnboundBody<?> unbound ? String.valueOf(unbound.raw()) : "bound";
    }
}
