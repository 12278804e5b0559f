package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Data that is older or newer than the type it is read as. */
class EvolutionTest {

    enum Side {
        @Alias({"B", "BID"})
        BUY,
        @Name("SELL_SIDE")
        SELL,
        @Unknown
        OTHER
    }

    enum Strict {
        BUY
    }

    record Order(
            String id,
            @Default("EUR") String currency,
            @Default("1") int amount,
            @Default("0.19") BigDecimal tax,
            @Default("2026-01-01") LocalDate day,
            @Default("OTHER") Side side,
            @Default("[\"none\"]") List<String> tags,
            @Default("[]") List<String> more,
            @Default("7") Optional<Long> priority,
            @Default("{\"line\": 3}") Place place) {}

    record Place(int line) {}

    record Renamed(
            @Name("order_id") @Alias({"orderId", "id"}) String id) {}

    record Sides(Side side) {}

    record Strictly(Strict side) {}

    record Wide(long number, double fraction, BigDecimal decimal) {}

    record Narrow(int number) {}

    private static final Order DEFAULTS = new Order(
            "a",
            "EUR",
            1,
            new BigDecimal("0.19"),
            LocalDate.parse("2026-01-01"),
            Side.OTHER,
            List.of("none"),
            List.of(),
            Optional.of(7L),
            new Place(3));

    private static Struct struct(String field, Schema schema, Object value) {
        return new Struct(SchemaBuilder.struct().field(field, schema).build()).put(field, value);
    }

    private static <T> @Nullable T read(Class<T> type, Struct struct) {
        return BodyReader.of(type).read(struct.schema(), struct);
    }

    @Test
    void anAddedFieldIsItsDefaultInOlderData() {
        assertThat(read(Order.class, struct("id", Schema.STRING_SCHEMA, "a"))).isEqualTo(DEFAULTS);
        assertThat(BodyReader.of(Order.class).read(null, Map.of("id", "a"))).isEqualTo(DEFAULTS);
        assertThat(BodyReader.of(Order.class).read(null, "{\"id\": \"a\"}")).isEqualTo(DEFAULTS);
    }

    @Test
    void aNullIsTheDefaultToo() {
        Map<String, @Nullable Object> map = new HashMap<>(Map.of("id", "a"));
        for (String name : List.of("currency", "amount", "tax", "day", "side", "tags", "more", "priority", "place")) {
            map.put(name, null);
        }

        assertThat(BodyReader.of(Order.class).read(null, map)).isEqualTo(DEFAULTS);
    }

    @Test
    void whatIsThereIsNotTheDefault() {
        assertThat(BodyReader.of(Order.class).read(null, Map.of("id", "a", "amount", 5, "currency", "")))
                .isNotNull()
                .satisfies(order -> {
                    assertThat(order.amount()).isEqualTo(5);
                    assertThat(order.currency()).isEmpty();
                });
    }

    @Test
    void theDerivedSchemaHasTheDefaults() {
        Schema schema =
                BodyWriter.of(Order.class, BodyForm.STRUCT).write(DEFAULTS).schema();

        assertThat(schema.field("id").schema().defaultValue()).isNull();
        assertThat(schema.field("currency").schema())
                .isEqualTo(SchemaBuilder.string().optional().defaultValue("EUR").build());
        assertThat(schema.field("amount").schema())
                .isEqualTo(SchemaBuilder.int32().defaultValue(1).build());
        assertThat(schema.field("tax").schema().defaultValue()).isEqualTo("0.19");
        assertThat(schema.field("day").schema().defaultValue())
                .isEqualTo(LogicalTimes.ofLocalDate(LocalDate.parse("2026-01-01")));
        assertThat(schema.field("side").schema().defaultValue()).isEqualTo("OTHER");
        assertThat(schema.field("tags").schema().defaultValue())
                .as("Avro has no default for elements that may be null")
                .isNull();
        assertThat(schema.field("more").schema().defaultValue()).isEqualTo(List.of());
        assertThat(schema.field("priority").schema().defaultValue()).isEqualTo(7L);
        assertThat(schema.field("place").schema().defaultValue())
                .as("a record has one definition, wherever it is used")
                .isNull();
    }

    @Test
    void aRemovedFieldIsIgnored() {
        Schema schema = SchemaBuilder.struct()
                .field("gone", Schema.STRING_SCHEMA)
                .field("number", Schema.INT32_SCHEMA)
                .build();

        assertThat(read(Narrow.class, new Struct(schema).put("gone", "x").put("number", 1)))
                .isEqualTo(new Narrow(1));
        assertThat(BodyReader.of(Narrow.class).read(null, Map.of("gone", "x", "number", 1)))
                .isEqualTo(new Narrow(1));
    }

    @Test
    void aRemovedFieldWithoutADefaultIsAnErrorToThoseWhoStillWantIt() {
        assertThatThrownBy(() -> read(Order.class, struct("currency", Schema.STRING_SCHEMA, "EUR")))
                .hasMessage("Order.id: missing; declare it Optional or give it a @Default");
    }

    @Test
    void aNumberMayBeWidenedAndNarrowedAsFarAsNothingIsLost() {
        Schema narrow = SchemaBuilder.struct()
                .field("number", Schema.INT32_SCHEMA)
                .field("fraction", Schema.FLOAT32_SCHEMA)
                .field("decimal", Schema.INT64_SCHEMA)
                .build();
        Struct struct =
                new Struct(narrow).put("number", 1).put("fraction", 0.5f).put("decimal", 3L);
        assertThat(read(Wide.class, struct)).isEqualTo(new Wide(1, 0.5, new BigDecimal(3)));

        assertThat(read(Narrow.class, struct("number", Schema.INT64_SCHEMA, 2L)))
                .isEqualTo(new Narrow(2));
        assertThatThrownBy(() -> read(Narrow.class, struct("number", Schema.INT64_SCHEMA, 1L << 40)))
                .hasMessage("Narrow.number: expected INT32 (-2147483648 to 2147483647), got INT64 1099511627776");
    }

    @Test
    void aRenamedFieldIsFoundByItsAliases() {
        for (String name : List.of("order_id", "orderId", "id")) {
            assertThat(read(Renamed.class, struct(name, Schema.STRING_SCHEMA, "a")))
                    .as(name)
                    .isEqualTo(new Renamed("a"));
            assertThat(BodyReader.of(Renamed.class).read(null, Map.of(name, "a")))
                    .as(name)
                    .isEqualTo(new Renamed("a"));
        }
        assertThat(BodyReader.of(Renamed.class).read(null, Map.of("id", "older", "orderId", "old", "order_id", "new")))
                .as("the name goes before the aliases")
                .isEqualTo(new Renamed("new"));
        assertThat(BodyReader.of(Renamed.class).read(null, Map.of("id", "older", "orderId", "old")))
                .as("aliases go in their order")
                .isEqualTo(new Renamed("old"));
        assertThatThrownBy(() -> BodyReader.of(Renamed.class).read(null, Map.of("Id", "a")))
                .hasMessageStartingWith("Renamed.order_id: missing");
        assertThat(BodyWriter.of(Renamed.class, BodyForm.MAP)
                        .write(new Renamed("a"))
                        .value())
                .as("aliases are for reading")
                .isEqualTo(Map.of("order_id", "a"));
    }

    @Test
    void aDefaultOfAnUntypedComponentIsJsonOfItsOwn() {
        record Loose(
                @Default("{}") Optional<JsonNode> tree,
                @Default("[[]]") Object list) {}
        BodyReader<Loose> reader = BodyReader.of(Loose.class);

        Loose read = Objects.requireNonNull(reader.read(null, "{}"));
        assertThat(read.tree()).contains(JsonNodeFactory.instance.objectNode());
        assertThat(read.list()).isEqualTo(List.of(List.of()));
        ((List<?>) ((List<?>) read.list()).get(0)).add(null);
        assertThat(reader.read(null, "{}")).extracting(Loose::list).isEqualTo(List.of(List.of()));
    }

    @Test
    void aSymbolMayBeRenamedAndAnUnknownOneIsTheConstantForIt() {
        BodyReader<Sides> reader = BodyReader.of(Sides.class);
        Map<String, Side> expected = Map.of(
                "BUY",
                Side.BUY,
                "B",
                Side.BUY,
                "BID",
                Side.BUY,
                "SELL_SIDE",
                Side.SELL,
                "SELL",
                Side.OTHER,
                "",
                Side.OTHER);
        expected.forEach((symbol, side) ->
                assertThat(reader.read(null, Map.of("side", symbol))).as(symbol).isEqualTo(new Sides(side)));

        assertThat(BodyWriter.of(Sides.class, BodyForm.MAP)
                        .write(new Sides(Side.SELL))
                        .value())
                .isEqualTo(Map.of("side", "SELL_SIDE"));
        assertThatThrownBy(() -> reader.read(null, Map.of("side", 1)))
                .hasMessage("Sides.side: expected one of BUY, SELL_SIDE, OTHER, got INT32 1");
    }

    @Test
    void anUnknownSymbolIsAnErrorWhereNoConstantIsForIt() {
        assertThatThrownBy(() -> BodyReader.of(Strictly.class).read(null, Map.of("side", "HOLD")))
                .isInstanceOf(BindingException.class)
                .hasMessage("Strictly.side: expected one of BUY, got STRING \"HOLD\"");
    }

    @Test
    void aReaderTakesAllVersionsOfASchemaInAnyOrder() {
        BodyReader<Renamed> reader = BodyReader.of(Renamed.class);
        Struct older = struct("id", Schema.STRING_SCHEMA, "a");
        Struct newer = struct("order_id", Schema.STRING_SCHEMA, "a");
        for (Struct version : List.of(older, newer, older, newer)) {
            assertThat(reader.read(version.schema(), version)).isEqualTo(new Renamed("a"));
        }
    }
}
