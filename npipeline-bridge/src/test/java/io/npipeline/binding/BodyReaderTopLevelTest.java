package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.junit.jupiter.api.Test;

class BodyReaderTopLevelTest {

    record Point(int x) {}

    private static final Struct STRUCT =
            new Struct(SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build()).put("x", 1);

    private static void assertPassesThrough(Class<?> type, Object value) {
        BodyReader<?> reader = BodyReader.of(type);
        assertThat(reader.isPassThrough(value)).isTrue();
        assertThat((Object) reader.read(null, value)).isSameAs(value);
    }

    @Test
    void passesThroughWhatHasTheType() {
        assertPassesThrough(Object.class, STRUCT);
        assertPassesThrough(Struct.class, STRUCT);
        assertPassesThrough(Map.class, Map.of("a", 1));
        assertPassesThrough(List.class, List.of(1));
        assertPassesThrough(String.class, "{}");
        assertPassesThrough(byte[].class, new byte[] {1});
        assertPassesThrough(ByteBuffer.class, ByteBuffer.allocate(1));
        assertPassesThrough(Long.class, 5_000L);
        assertPassesThrough(Boolean.class, true);
    }

    @Test
    void bindsWhatHasNotTheType() {
        assertThat(BodyReader.of(Point.class).isPassThrough(STRUCT)).isFalse();
        assertThat(BodyReader.of(Long.class).isPassThrough(1)).isFalse();
        assertThat(BodyReader.of(Map.class).isPassThrough(STRUCT)).isFalse();
        assertThat(BodyReader.of(Point.class).isPassThrough(null)).isTrue();
    }

    @Test
    void knowsItsType() {
        assertThat(BodyReader.of(Point.class).type()).isEqualTo(Point.class);
    }

    @Test
    void convertsBetweenTextAndBytes() {
        byte[] utf8 = "größer".getBytes(StandardCharsets.UTF_8);

        assertThat(BodyReader.of(String.class).read(null, utf8)).isEqualTo("größer");
        assertThat(BodyReader.of(String.class).read(null, ByteBuffer.wrap(utf8)))
                .isEqualTo("größer");
        assertThat(BodyReader.of(byte[].class).read(null, "größer")).isEqualTo(utf8);
        assertThat(BodyReader.of(byte[].class).read(null, ByteBuffer.wrap(utf8)))
                .isEqualTo(utf8);
        assertThat(BodyReader.of(ByteBuffer.class).read(null, utf8)).isEqualTo(ByteBuffer.wrap(utf8));
        assertThatThrownBy(() -> BodyReader.of(String.class).read(null, new byte[] {(byte) 0xC3}))
                .isInstanceOf(BindingException.class)
                .hasMessage("String: expected UTF-8 text, got BYTES of size 1 that are not");
        assertThatThrownBy(() -> BodyReader.of(String.class).read(null, 5))
                .hasMessage("String: expected STRING, got INT32 5");
        assertThatThrownBy(() -> BodyReader.of(byte[].class).read(null, 5))
                .hasMessage("byte[]: expected BYTES, got INT32 5");
    }

    @Test
    void readsMapsAndListsFromJson() {
        assertThat((Object) BodyReader.of(Map.class).read(null, "{\"a\": [1, 0.5]}"))
                .isEqualTo(Map.of("a", List.of(1L, 0.5)));
        assertThat((Object) BodyReader.of(List.class).read(null, "[true]".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(List.of(true));
        assertThatThrownBy(() -> BodyReader.of(Map.class).read(null, "[]"))
                .hasMessage("Map: expected MAP, got ARRAY of size 0");
        assertThatThrownBy(() -> BodyReader.of(List.class).read(null, "{}"))
                .hasMessage("List: expected ARRAY, got MAP of size 0");
        assertThatThrownBy(() -> BodyReader.of(Struct.class).read(null, Map.of()))
                .hasMessage("Struct: expected STRUCT, got MAP of size 0");
    }

    @Test
    void readsAStructAsAPlainMap() {
        Schema schema = SchemaBuilder.struct()
                .field("inner", STRUCT.schema())
                .field("list", SchemaBuilder.array(STRUCT.schema()))
                .field("map", SchemaBuilder.map(Schema.INT32_SCHEMA, Decimal.schema(2)))
                .field("timestamp", Timestamp.SCHEMA)
                .field("date", org.apache.kafka.connect.data.Date.SCHEMA)
                .field("time", Time.SCHEMA)
                .build();
        Struct struct = new Struct(schema)
                .put("inner", STRUCT)
                .put("list", List.of(STRUCT))
                .put("map", Map.of(1, new BigDecimal("1.50")))
                .put("timestamp", Date.from(Instant.parse("2026-02-03T04:05:06Z")))
                .put("date", Date.from(Instant.parse("2026-02-03T00:00:00Z")))
                .put("time", Date.from(Instant.parse("1970-01-01T04:05:06Z")));

        assertThat((Object) BodyReader.of(Map.class).read(schema, struct))
                .isEqualTo(Map.of(
                        "inner",
                        Map.of("x", 1),
                        "list",
                        List.of(Map.of("x", 1)),
                        "map",
                        Map.of("1", "1.50"),
                        "timestamp",
                        "2026-02-03T04:05:06Z",
                        "date",
                        "2026-02-03",
                        "time",
                        "04:05:06"));
    }
}
