package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Names, docs, scales, keys and type arguments in schemas. */
class DerivedSchemaTest {

    /** What Avro calls a full name, and Protobuf a package with a message. */
    private static final Pattern LEGAL = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

    enum Side {
        BUY,
        SELL
    }

    @Doc("What a page has")
    record Page<T>(List<T> items, Optional<Page<T>> next) {}

    record Slice<T>(Collection<T> items, T last) {}

    @Name("com.example.Line")
    record Line(
            @Doc("In EUR") @Scale(2) BigDecimal price,
            @Doc("No doc of the field") Amount amount) {}

    record Amount(@Scale(value = 1, precision = 3) BigDecimal value) {}

    record Slices(Slice<Line> lines, Slice<List<@Scale(3) BigDecimal>> decimals, Slice<Line> more) {}

    record Pages(Page<String> page) {}

    record Cost$(int x) {}

    record Keys(
            Map<Integer, String> ints,
            Map<Long, String> longs,
            Map<Boolean, String> truths,
            Map<Side, Integer> sides,
            Map<UUID, Integer> uuids,
            Map<LocalDate, Integer> days,
            Map<Character, Integer> characters) {}

    private static final Keys KEYS = new Keys(
            Map.of(1, "a", -2, "b"),
            Map.of(1L << 40, "a"),
            Map.of(true, "yes", false, "no"),
            Map.of(Side.BUY, 1, Side.SELL, 2),
            Map.of(new UUID(1, 2), 3),
            Map.of(LocalDate.parse("2026-02-03"), 4),
            Map.of('c', 5));

    private static Schema schema(Object body) {
        return BodyWriter.of(Object.class, BodyForm.STRUCT).write(body).schema();
    }

    @Test
    void namesAreLegalInEveryFormat() {
        record Local(int x) {}

        assertThat(schema(new Local(1)).name()).isEqualTo("io.npipeline.binding.DerivedSchemaTest.Local");
        assertThat(schema(new Cost$(1)).name()).isEqualTo("io.npipeline.binding.DerivedSchemaTest.Cost_");
        assertThat(SchemaNames.of(String.class)).isEqualTo("java.lang.String");
        for (Class<?> type : List.of(Local.class, Cost$.class, Page.class, Map.Entry.class)) {
            assertThat(SchemaNames.of(type)).matches(LEGAL);
        }
    }

    @Test
    void aTypeMayHaveAnotherNameAndADoc() {
        Schema line = schema(new Line(new BigDecimal("1.5"), new Amount(BigDecimal.ONE)));

        assertThat(line.name()).isEqualTo("com.example.Line");
        assertThat(line.field("price").schema())
                .isEqualTo(Decimal.builder(2).optional().doc("In EUR").build());
        assertThat(line.field("amount").schema().doc())
                .as("a record has one definition, wherever it is used")
                .isNull();
        assertThat(line.field("amount").schema().field("value").schema().parameters())
                .containsEntry("connect.decimal.precision", "3");
    }

    @Test
    void eachUseOfAGenericTypeHasASchemaOfItsOwn() {
        Line line = new Line(new BigDecimal("1.50"), new Amount(new BigDecimal("1.0")));
        Slice<Line> lines = new Slice<>(List.of(line), line);
        Slices slices = new Slices(lines, new Slice<>(List.of(List.of()), List.of(new BigDecimal("0.125"))), lines);

        SchemaAndValue written = BodyWriter.of(Slices.class, BodyForm.STRUCT).write(slices);

        Schema schema = written.schema();
        assertThat(schema.field("lines").schema().name())
                .isEqualTo("io.npipeline.binding.DerivedSchemaTest.Slice_Line");
        assertThat(schema.field("decimals").schema().name())
                .isEqualTo("io.npipeline.binding.DerivedSchemaTest.Slice_List_BigDecimal");
        assertThat(schema.field("more").schema())
                .isEqualTo(schema.field("lines").schema());
        Struct decimals = ((Struct) written.value()).getStruct("decimals");
        assertThat(decimals.<BigDecimal>getArray("last")).containsExactly(new BigDecimal("0.125"));
        assertThat(BodyReader.of(Slices.class).read(schema, written.value())).isEqualTo(slices);
    }

    @Test
    void genericTypesMayContainThemselvesWithoutASchema() {
        Pages pages = new Pages(new Page<>(List.of("a"), Optional.of(new Page<>(List.of("b"), Optional.empty()))));

        assertThat(BodyReader.of(Pages.class)
                        .read(
                                null,
                                BodyWriter.of(Pages.class, BodyForm.MAP)
                                        .write(pages)
                                        .value()))
                .isEqualTo(pages);
        assertThatThrownBy(() -> BodyReader.of(Pages.class).read(null, "{\"page\": {\"items\": [1]}}"))
                .hasMessage("Pages.page.items[0]: expected STRING, got INT64 1");
    }

    @Test
    void aDecimalWithAScaleGetsZerosButLosesNoDigit() {
        BodyWriter<Amount> writer = BodyWriter.of(Amount.class, BodyForm.STRUCT);
        assertThat(((Struct) writer.write(new Amount(new BigDecimal("7"))).value()).get("value"))
                .isEqualTo(new BigDecimal("7.0"));
        assertThat(BodyWriter.of(Amount.class, BodyForm.MAP)
                        .write(new Amount(BigDecimal.TEN))
                        .value())
                .isEqualTo(Map.of("value", "10.0"));
        assertThatThrownBy(() -> writer.write(new Amount(new BigDecimal("0.25"))))
                .isInstanceOf(BindingException.class)
                .hasMessage(
                        "Amount.value: expected a decimal with at most 1 digits after the point, got BigDecimal 0.25");
        assertThatThrownBy(() -> writer.write(new Amount(new BigDecimal("100"))))
                .hasMessage(
                        "Amount.value: expected a decimal with at most 2 digits before the point, got BigDecimal 100");
        assertThat(BodyReader.of(Amount.class).read(null, Map.of("value", 0.25)))
                .as("reading takes any scale")
                .isEqualTo(new Amount(new BigDecimal("0.25")));
    }

    @Test
    void keysOfIntegersAndTruthValuesAreThemselvesAndOthersAreText() {
        Schema schema = schema(KEYS);

        assertThat(schema.field("ints").schema())
                .isEqualTo(SchemaBuilder.map(Schema.INT32_SCHEMA, Schema.OPTIONAL_STRING_SCHEMA)
                        .optional()
                        .build());
        assertThat(schema.field("longs").schema().keySchema()).isEqualTo(Schema.INT64_SCHEMA);
        assertThat(schema.field("truths").schema().keySchema()).isEqualTo(Schema.BOOLEAN_SCHEMA);
        for (String name : List.of("sides", "uuids", "days", "characters")) {
            assertThat(schema.field(name).schema().keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        }
        assertThat(((Map<?, ?>) BodyWriter.of(Keys.class, BodyForm.MAP)
                                .write(KEYS)
                                .value())
                        .get("ints"))
                .isEqualTo(Map.of("1", "a", "-2", "b"));
    }

    @ParameterizedTest
    @EnumSource(BodyForm.class)
    void keysAreReadBackFromEveryForm(BodyForm form) {
        SchemaAndValue written = BodyWriter.of(Keys.class, form).write(KEYS);
        if (written.value() instanceof Struct struct) {
            struct.validate();
        }

        assertThat(BodyReader.of(Keys.class).read(written.schema(), written.value()))
                .isEqualTo(KEYS);
    }

    @Test
    void namesTheKeyThatDoesNotFit() {
        record Counts(Map<Integer, Integer> counts) {}
        record Sides(Map<Side, Integer> sides) {}
        BodyReader<Counts> reader = BodyReader.of(Counts.class);

        assertThatThrownBy(() -> reader.read(null, "{\"counts\": {\"x\": 1}}"))
                .hasMessage("Counts.counts: expected INT32 keys, got STRING \"x\"");
        assertThatThrownBy(() -> reader.read(null, "{\"counts\": {\"3000000000\": 1}}"))
                .hasMessageStartingWith("Counts.counts: key: expected INT32 (-2147483648");
        assertThatThrownBy(() -> reader.read(null, "{\"counts\": {\"5\": \"x\"}}"))
                .hasMessage("Counts.counts[5]: expected INT32, got STRING \"x\"");
        assertThatThrownBy(() -> reader.read(null, "{\"counts\": {\"5\": 1, \"05\": 2}}"))
                .hasMessage("Counts.counts: two of its keys are the same [5]");
        assertThatThrownBy(() -> BodyReader.of(Sides.class).read(null, "{\"sides\": {\"HOLD\": 1}}"))
                .hasMessage("Sides.sides: key: expected one of BUY, SELL, got STRING \"HOLD\"");
    }
}
