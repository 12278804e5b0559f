package io.npipeline.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.sink.SinkRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSizeTest {

    private static final Schema ID =
            SchemaBuilder.struct().field("id", Schema.INT64_SCHEMA).build();
    private static final Schema ORDER = SchemaBuilder.struct()
            .field("id", ID)
            .field("note", Schema.OPTIONAL_STRING_SCHEMA)
            .field("lines", SchemaBuilder.array(Schema.STRING_SCHEMA).build())
            .build();

    private final RecordSize sizes = new RecordSize();

    @Test
    void bytesCountAsTheyAre() {
        assertThat(sizes.of(record(new byte[3], new byte[100]))).isEqualTo(103);
        assertThat(sizes.of(record(null, ByteBuffer.allocate(50).position(10)))).isEqualTo(40);
    }

    @Test
    void textCountsByItsCharacters() {
        assertThat(sizes.of(record("key", "x".repeat(100)))).isEqualTo(103);
    }

    @Test
    void otherScalarsCountAsEightBytes() {
        assertThat(sizes.of(record(7, true))).isEqualTo(16);
    }

    @Test
    void headersCountWithTheirNames() {
        SinkRecord bomb = record(null, "x");
        for (int i = 0; i < 10_000; i++) {
            bomb.headers().addBytes("ab", new byte[100]);
        }
        assertThat(sizes.of(bomb)).isEqualTo(1 + 10_000 * 102);
    }

    @Test
    void nothingCountsForATombstoneWithoutKey() {
        assertThat(sizes.of(record(null, null))).isZero();
    }

    @Test
    void aStructCountsWithAllThatIsInIt() {
        Struct order = order("x".repeat(100), List.of("abc", "de"));

        assertThat(sizes.of(record(null, order))).isEqualTo(8 + (8 + 8) + 100 + (8 + 5));
    }

    @Test
    void aMapCountsWithItsKeysAndValues() {
        assertThat(sizes.of(record(null, Map.of("name", List.of("abc", 1))))).isEqualTo(8 + 4 + (8 + 3 + 8));
    }

    @Test
    void anAbsentFieldCountsNothing() {
        assertThat(sizes.of(record(null, new Struct(ORDER)))).isEqualTo(8);
    }

    @Test
    void structuresOfATopicAreMeasuredOnceInSixtyFourRecords() {
        assertThat(sizes.of(record(null, List.of("x".repeat(1_000))))).isEqualTo(1_008);

        for (int i = 1; i < 64; i++) {
            assertThat(sizes.of(record(null, List.of()))).isEqualTo(1_008);
        }
        assertThat(sizes.of(record(null, List.of()))).isEqualTo(8);
    }

    @Test
    void structuredKeysAndValuesAreMeasuredByThemselves() {
        SinkRecord record = record(new Struct(ID).put("id", 1L), order("x".repeat(1_000), List.of()));

        for (int i = 0; i < 3; i++) {
            assertThat(sizes.of(record)).isEqualTo(16 + (8 + 16 + 1_000 + 8));
        }
    }

    @Test
    void eachTopicIsMeasuredByItself() {
        sizes.of(record(null, List.of("x".repeat(1_000))));

        assertThat(sizes.of(new SinkRecord("payments", 0, null, null, null, List.of(), 0)))
                .isEqualTo(8);
    }

    private static Struct order(String note, List<String> lines) {
        return new Struct(ORDER)
                .put("id", new Struct(ID).put("id", 1L))
                .put("note", note)
                .put("lines", lines);
    }

    private static SinkRecord record(@Nullable Object key, @Nullable Object value) {
        return new SinkRecord("orders", 0, null, key, null, value, 0);
    }
}
