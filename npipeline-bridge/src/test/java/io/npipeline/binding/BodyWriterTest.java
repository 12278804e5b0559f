package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyWriterTest {

    enum Side {
        BUY
    }

    record Line(String name, int size) {}

    @SuppressWarnings("ArrayRecordComponent") // users write such records
    record Types(
            boolean flag,
            byte int8,
            Short int16,
            int int32,
            long int64,
            float float32,
            Double float64,
            char character,
            String text,
            Side side,
            Optional<Integer> optional,
            BigDecimal decimal,
            UUID uuid,
            byte[] bytes,
            ByteBuffer buffer,
            Instant instant,
            Date date,
            LocalDate day,
            LocalTime time,
            Duration duration,
            List<Line> list,
            Set<String> set,
            Map<String, Line> map,
            Line line) {}

    record Bean(Object anything, Optional<String> note) {}

    record Days(LocalDate day) {}

    record Instants(Instant instant) {}

    record Names(List<Map<@Nullable String, String>> names) {}

    record Holder(Struct struct) {}

    record Failing(int value) {
        @Override
        public int value() {
            throw new IllegalStateException("not today");
        }
    }

    private static final Instant INSTANT = Instant.parse("2026-02-03T04:05:06.789123456Z");

    private static final Types TYPES = new Types(
            true,
            (byte) 8,
            (short) 16,
            32,
            64,
            0.1f,
            Double.NaN,
            'c',
            "text",
            Side.BUY,
            Optional.empty(),
            new BigDecimal("1.50"),
            new UUID(1, 2),
            new byte[] {1, 2, 3},
            ByteBuffer.wrap(new byte[] {0, 1, 2, 3}, 1, 3),
            INSTANT,
            Date.from(INSTANT),
            LocalDate.parse("2026-02-03"),
            LocalTime.parse("04:05:06.789123"),
            Duration.ofSeconds(90),
            List.of(new Line("a", 1)),
            Set.of("x"),
            Map.of("k", new Line("b", 2)),
            new Line("c", 3));

    private static <T> SchemaAndValue write(T body, BodyForm form) {
        @SuppressWarnings("unchecked") // the class of an object is a class of its type
        Class<T> type = (Class<T>) body.getClass();
        return BodyWriter.of(type, form).write(body);
    }

    @Test
    void derivesTheSchemaFromTheRecord() {
        Schema line = SchemaBuilder.struct()
                .name("io.npipeline.binding.BodyWriterTest.Line")
                .optional()
                .field("name", Schema.OPTIONAL_STRING_SCHEMA)
                .field("size", Schema.INT32_SCHEMA)
                .build();
        Schema expected = SchemaBuilder.struct()
                .name("io.npipeline.binding.BodyWriterTest.Types")
                .field("flag", Schema.BOOLEAN_SCHEMA)
                .field("int8", Schema.INT8_SCHEMA)
                .field("int16", Schema.OPTIONAL_INT16_SCHEMA)
                .field("int32", Schema.INT32_SCHEMA)
                .field("int64", Schema.INT64_SCHEMA)
                .field("float32", Schema.FLOAT32_SCHEMA)
                .field("float64", Schema.OPTIONAL_FLOAT64_SCHEMA)
                .field("character", Schema.STRING_SCHEMA)
                .field("text", Schema.OPTIONAL_STRING_SCHEMA)
                .field("side", Schema.OPTIONAL_STRING_SCHEMA)
                .field("optional", Schema.OPTIONAL_INT32_SCHEMA)
                .field("decimal", Schema.OPTIONAL_STRING_SCHEMA)
                .field("uuid", Schema.OPTIONAL_STRING_SCHEMA)
                .field("bytes", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("buffer", Schema.OPTIONAL_BYTES_SCHEMA)
                .field("instant", Timestamp.builder().optional().build())
                .field("date", Timestamp.builder().optional().build())
                .field(
                        "day",
                        org.apache.kafka.connect.data.Date.builder().optional().build())
                .field("time", Time.builder().optional().build())
                .field("duration", Schema.OPTIONAL_STRING_SCHEMA)
                .field("list", SchemaBuilder.array(line).optional().build())
                .field(
                        "set",
                        SchemaBuilder.array(Schema.OPTIONAL_STRING_SCHEMA)
                                .optional()
                                .build())
                .field(
                        "map",
                        SchemaBuilder.map(Schema.STRING_SCHEMA, line).optional().build())
                .field("line", line)
                .build();

        assertThat(write(TYPES, BodyForm.STRUCT).schema()).isEqualTo(expected);
    }

    @Test
    void writesStructs() {
        SchemaAndValue written = write(TYPES, BodyForm.STRUCT);

        Struct struct = (Struct) written.value();
        struct.validate();
        assertThat(struct.schema()).isSameAs(written.schema());
        assertThat(struct.get("optional")).isNull();
        assertThat(struct.get("decimal")).isEqualTo("1.50");
        assertThat(struct.get("buffer")).isEqualTo(new byte[] {1, 2, 3});
        assertThat(struct.get("instant")).isEqualTo(Date.from(Instant.parse("2026-02-03T04:05:06.789Z")));
        assertThat(struct.get("day")).isEqualTo(Date.from(Instant.parse("2026-02-03T00:00:00Z")));
        assertThat(struct.get("time")).isEqualTo(Date.from(Instant.parse("1970-01-01T04:05:06.789Z")));
        assertThat(struct.get("duration")).isEqualTo("PT1M30S");
        assertThat(struct.getStruct("line").getInt32("size")).isEqualTo(3);
    }

    @Test
    void derivesTheSchemaOnce() {
        BodyWriter<Line> writer = BodyWriter.of(Line.class, BodyForm.STRUCT);

        assertThat(writer.write(new Line("a", 1)).schema())
                .isSameAs(writer.write(new Line("b", 2)).schema());
    }

    @Test
    void writesPlainMaps() {
        SchemaAndValue written = write(TYPES, BodyForm.MAP);

        assertThat(written.schema()).isNull();
        Map<?, ?> map = (Map<?, ?>) written.value();
        assertThat(map.keySet())
                .isEqualTo(write(TYPES, BodyForm.STRUCT).schema().fields().stream()
                        .map(Field::name)
                        .collect(Collectors.toSet()));
        assertThat(map.get("optional")).isNull();
        assertThat(map.get("int8")).isEqualTo((byte) 8);
        assertThat(map.get("float32")).isEqualTo(0.1f);
        assertThat(map.get("decimal")).isEqualTo("1.50");
        assertThat(map.get("bytes")).isEqualTo(new byte[] {1, 2, 3});
        assertThat(map.get("instant")).isEqualTo("2026-02-03T04:05:06.789123456Z");
        assertThat(map.get("date")).isEqualTo("2026-02-03T04:05:06.789Z");
        assertThat(map.get("day")).isEqualTo("2026-02-03");
        assertThat(map.get("time")).isEqualTo("04:05:06.789123");
        assertThat(map.get("map")).isEqualTo(Map.of("k", Map.of("name", "b", "size", 2)));
    }

    @Test
    void writesJson() {
        String json = "{\"name\":\"größer\",\"size\":1}";

        assertThat(write(new Line("größer", 1), BodyForm.JSON_STRING))
                .isEqualTo(new SchemaAndValue(Schema.STRING_SCHEMA, json));
        SchemaAndValue bytes = write(new Line("größer", 1), BodyForm.JSON_BYTES);
        assertThat(bytes.schema()).isEqualTo(Schema.BYTES_SCHEMA);
        assertThat((byte[]) bytes.value()).isEqualTo(json.getBytes(StandardCharsets.UTF_8));
        assertThat((String) write(TYPES, BodyForm.JSON_STRING).value())
                .contains("\"float64\":\"NaN\"", "\"bytes\":\"AQID\"", "\"optional\":null", "\"decimal\":\"1.50\"");
    }

    @Test
    void writesUntypedComponentsWithoutASchema() {
        Bean bean = new Bean(List.of(1, "a"), Optional.of("n"));
        Struct struct = new Struct(
                        SchemaBuilder.struct().field("x", Schema.INT32_SCHEMA).build())
                .put("x", 1);

        assertThat(write(bean, BodyForm.MAP).value()).isEqualTo(Map.of("anything", List.of(1, "a"), "note", "n"));
        assertThat(write(bean, BodyForm.JSON_STRING).value()).isEqualTo("{\"anything\":[1,\"a\"],\"note\":\"n\"}");
        assertThat(write(new Holder(struct), BodyForm.MAP).value()).isEqualTo(Map.of("struct", Map.of("x", 1)));
    }

    @Test
    void namesThePathOfWhatCannotBeWritten() {
        assertThatThrownBy(() -> write(new Days(LocalDate.MAX), BodyForm.STRUCT))
                .isInstanceOf(BindingException.class)
                .hasMessage("Days.day: expected a day within the range of DATE, got LocalDate +999999999-12-31");
        assertThatThrownBy(() -> write(new Instants(Instant.MIN), BodyForm.STRUCT))
                .hasMessage("Instants.instant: expected an instant within the range of TIMESTAMP,"
                        + " got Instant -1000000000-01-01T00:00:00Z");
        assertThatThrownBy(() -> write(new Failing(1), BodyForm.MAP))
                .hasMessage("Failing.value: its accessor failed: java.lang.IllegalStateException: not today")
                .hasCauseInstanceOf(IllegalStateException.class);

        Map<@Nullable String, String> nullKey = new HashMap<>();
        nullKey.put(null, "a");
        assertThatThrownBy(() -> write(new Names(List.of(nullKey)), BodyForm.MAP))
                .hasMessage("Names.names[0]: expected STRING keys, got null");
    }
}
