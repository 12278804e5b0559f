package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.npipeline.binding.Everything.OptionalNumbers;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BodyReaderRecordTest {

    record Line(String instrument, BigDecimal price) {}

    record StrikeReport(long id, List<Line> lines) {}

    record Basket(Map<String, Line> lines, Set<String> tags) {}

    record Reading(
            @Nullable String unit,
            int level,
            Optional<String> note,
            @Nullable Long boxed) {}

    record Quantity(int amount) {
        Quantity {
            if (amount < 0) {
                throw new IllegalArgumentException("amount must not be negative: " + amount);
            }
        }
    }

    record Order(Quantity quantity) {}

    record Node(String name, Optional<Node> next, List<Node> children) {}

    record Nothing() {}

    private static final Schema LINE = SchemaBuilder.struct()
            .field("instrument", Schema.STRING_SCHEMA)
            .field("price", Schema.STRING_SCHEMA)
            .build();

    private static final Schema REPORT = SchemaBuilder.struct()
            .field("id", Schema.INT32_SCHEMA)
            .field("ignored", Schema.OPTIONAL_STRING_SCHEMA)
            .field("lines", SchemaBuilder.array(LINE))
            .build();

    private static final StrikeReport EXPECTED = new StrikeReport(7, List.of(new Line("ODAX", new BigDecimal("1.50"))));

    private static Map<String, Object> readingFields() {
        Map<String, Object> fields = new HashMap<>();
        fields.put("unit", "K");
        fields.put("level", 3L);
        fields.put("note", "n");
        fields.put("boxed", 4L);
        return fields;
    }

    private static Struct report(String... prices) {
        List<Struct> lines = Arrays.stream(prices)
                .map(price -> new Struct(LINE).put("instrument", "ODAX").put("price", price))
                .toList();
        return new Struct(REPORT).put("id", 7).put("lines", lines);
    }

    @Test
    void readsAStruct() {
        assertThat(BodyReader.of(StrikeReport.class).read(REPORT, report("1.50")))
                .isEqualTo(EXPECTED);
    }

    @Test
    void readsAMapAndIgnoresExtraEntries() {
        Map<String, Object> map =
                Map.of("id", 7L, "other", 1, "lines", List.of(Map.of("instrument", "ODAX", "price", "1.50")));

        assertThat(BodyReader.of(StrikeReport.class).read(null, map)).isEqualTo(EXPECTED);
    }

    @Test
    void readsJsonTextAndItsBytes() {
        String json = "{\"id\": 7, \"lines\": [{\"instrument\": \"ODAX\", \"price\": \"1.50\", \"x\": null}]}";
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        BodyReader<StrikeReport> reader = BodyReader.of(StrikeReport.class);

        assertThat(reader.read(null, json)).isEqualTo(EXPECTED);
        assertThat(reader.read(Schema.STRING_SCHEMA, json)).isEqualTo(EXPECTED);
        assertThat(reader.read(Schema.BYTES_SCHEMA, bytes)).isEqualTo(EXPECTED);
        assertThat(reader.read(Schema.BYTES_SCHEMA, ByteBuffer.wrap(bytes).asReadOnlyBuffer()))
                .isEqualTo(EXPECTED);
    }

    @Test
    void readsMapsAndSets() {
        Map<String, Object> map = Map.of(
                "lines", Map.of("a", Map.of("instrument", "ODAX", "price", 1.5)), "tags", List.of("x", "y", "x"));

        assertThat(BodyReader.of(Basket.class).read(null, map))
                .isEqualTo(new Basket(Map.of("a", new Line("ODAX", new BigDecimal("1.5"))), Set.of("x", "y")));
    }

    @Test
    void readsTombstonesAsNull() {
        assertThat(BodyReader.of(StrikeReport.class).read(REPORT, null)).isNull();
    }

    @Test
    void readsRecursiveAndEmptyRecords() {
        Map<String, Object> leaf = Map.of("name", "leaf", "children", List.of());
        Map<String, Object> root = Map.of("name", "root", "next", leaf, "children", List.of(leaf));
        Node expectedLeaf = new Node("leaf", Optional.empty(), List.of());

        assertThat(BodyReader.of(Node.class).read(null, root))
                .isEqualTo(new Node("root", Optional.of(expectedLeaf), List.of(expectedLeaf)));
        assertThat(BodyReader.of(Nothing.class).read(null, "{}")).isEqualTo(new Nothing());
    }

    @Test
    void namesThePathOfWhatDoesNotFit() {
        assertThatThrownBy(() -> BodyReader.of(StrikeReport.class).read(REPORT, report("1", "2", "3", "x")))
                .isInstanceOf(BindingException.class)
                .hasMessage("StrikeReport.lines[3].price: expected DECIMAL, got STRING \"x\"");
        assertThatThrownBy(() -> BodyReader.of(Basket.class)
                        .read(null, "{\"lines\": {\"a b\": {\"instrument\": 5}}, \"tags\": []}"))
                .hasMessage("Basket.lines[\"a b\"].instrument: expected STRING, got INT64 5");
        assertThatThrownBy(() -> BodyReader.of(StrikeReport.class).read(null, List.of()))
                .hasMessage("StrikeReport: expected STRUCT or MAP, got ARRAY of size 0");
        assertThatThrownBy(() -> BodyReader.of(StrikeReport.class).read(null, Map.of("id", 1, "lines", Map.of())))
                .hasMessage("StrikeReport.lines: expected ARRAY, got MAP of size 0");
        assertThatThrownBy(() -> BodyReader.of(Basket.class).read(null, Map.of("lines", List.of())))
                .hasMessage("Basket.lines: expected MAP, got ARRAY of size 0");
        assertThatThrownBy(() -> BodyReader.of(Basket.class).read(null, Map.of("lines", Map.of(1, Map.of()))))
                .hasMessage("Basket.lines: expected STRING keys, got INT32 1");
    }

    @Test
    void limitsTheTextOfValues() {
        assertThatThrownBy(() -> BodyReader.of(StrikeReport.class).read(REPORT, report("x".repeat(5_000))))
                .hasMessage("StrikeReport.lines[0].price: expected DECIMAL, got STRING \"" + "x".repeat(100) + "…\"");
    }

    @Test
    void refusesMissingFieldsButForOptionals() {
        Map<String, Object> map = readingFields();
        map.remove("note");
        assertThat(BodyReader.of(Reading.class).read(null, map)).isEqualTo(new Reading("K", 3, Optional.empty(), 4L));

        map.remove("unit");
        assertThatThrownBy(() -> BodyReader.of(Reading.class).read(null, map))
                .hasMessage("Reading.unit: missing; declare it Optional or give it a @Default");

        Schema schema = SchemaBuilder.struct()
                .field("unit", Schema.STRING_SCHEMA)
                .field("boxed", Schema.INT64_SCHEMA)
                .build();
        Struct struct = new Struct(schema).put("unit", "K").put("boxed", 4L);
        assertThatThrownBy(() -> BodyReader.of(Reading.class).read(schema, struct))
                .hasMessage("Reading.level: missing; declare it Optional or give it a @Default");
    }

    @Test
    void missingOptionalNumbersAreEmpty() {
        OptionalNumbers empty = new OptionalNumbers(OptionalInt.empty(), OptionalLong.empty(), OptionalDouble.empty());

        assertThat(BodyReader.of(OptionalNumbers.class).read(null, Map.of())).isEqualTo(empty);
        assertThat(BodyReader.of(OptionalNumbers.class).read(null, Map.of("int32", 3L)))
                .isEqualTo(new OptionalNumbers(OptionalInt.of(3), OptionalLong.empty(), OptionalDouble.empty()));
    }

    @Test
    void bindsPresentNullsToNullButForPrimitives() {
        Map<String, @Nullable Object> map = new HashMap<>(readingFields());
        map.put("unit", null);
        map.put("note", null);
        map.put("boxed", null);
        assertThat(BodyReader.of(Reading.class).read(null, map))
                .isEqualTo(new Reading(null, 3, Optional.empty(), null));

        map.put("level", null);
        assertThatThrownBy(() -> BodyReader.of(Reading.class).read(null, map))
                .hasMessage("Reading.level: is null but the component is a primitive int");
    }

    @Test
    void keepsNullElements() {
        assertThat(BodyReader.of(Basket.class).read(null, "{\"lines\": {\"a\": null}, \"tags\": [null]}"))
                .isNotNull()
                .satisfies(basket -> {
                    assertThat(basket.lines()).containsEntry("a", null);
                    assertThat(basket.tags()).containsOnlyNulls();
                });
    }

    @Test
    void appliesTheDefaultsOfTheSchema() {
        Schema schema = SchemaBuilder.struct()
                .field("unit", SchemaBuilder.string().optional().defaultValue("C"))
                .field("level", SchemaBuilder.int32().optional().defaultValue(9))
                .field("note", SchemaBuilder.string().optional().defaultValue("none"))
                .field("boxed", Schema.OPTIONAL_INT64_SCHEMA)
                .build();

        assertThat(BodyReader.of(Reading.class).read(schema, new Struct(schema)))
                .isEqualTo(new Reading("C", 9, Optional.of("none"), null));
    }

    @Test
    void readsEachSchemaOfAnEvolvingTopic() {
        Schema older =
                SchemaBuilder.struct().field("amount", Schema.INT32_SCHEMA).build();
        Schema newer = SchemaBuilder.struct()
                .field("added", Schema.OPTIONAL_STRING_SCHEMA)
                .field("amount", Schema.INT64_SCHEMA)
                .build();
        BodyReader<Quantity> reader = BodyReader.of(Quantity.class);

        assertThat(reader.read(older, new Struct(older).put("amount", 1))).isEqualTo(new Quantity(1));
        assertThat(reader.read(newer, new Struct(newer).put("amount", 2L))).isEqualTo(new Quantity(2));
        assertThat(reader.read(older, new Struct(older).put("amount", 3))).isEqualTo(new Quantity(3));
    }

    @Test
    void wrapsWhatTheConstructorThrows() {
        assertThatThrownBy(() -> BodyReader.of(Order.class).read(null, "{\"quantity\": {\"amount\": -1}}"))
                .isInstanceOf(BindingException.class)
                .hasMessage("Order.quantity: rejected by its constructor: java.lang.IllegalArgumentException:"
                        + " amount must not be negative: -1")
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void refusesTextThatIsNoJsonObject() {
        BodyReader<Quantity> reader = BodyReader.of(Quantity.class);

        assertThatThrownBy(() -> reader.read(null, "[1]"))
                .hasMessage("Quantity: expected STRUCT or MAP, got ARRAY of size 1");
        assertThatThrownBy(() -> reader.read(null, "{\"amount\" 1}"))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith("Quantity: malformed JSON at line 1, column 11: ")
                .hasMessageEndingWith(" in \"{\"amount\" 1}\"");
        assertThatThrownBy(() -> reader.read(null, "null")).hasMessage("Quantity: expected a JSON value, got null");
        assertThatThrownBy(() -> reader.read(null, "")).hasMessage("Quantity: expected JSON, got no text");
        assertThatThrownBy(() -> reader.read(null, new byte[] {'{', (byte) 0xFF}))
                .hasMessage("Quantity: expected UTF-8 text, got BYTES of size 2 that are not");
    }
}
