package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Schemas of enums and unions that converters know as such. */
class NativeTypesTest {

    @NativeType
    @Doc("Who gives")
    enum Side {
        BUY,
        @Name("SELL_SIDE")
        SELL
    }

    enum Plain {
        ONE {
            @Override
            public String toString() {
                return "one with a body";
            }
        }
    }

    record Order(
            Side side,
            @Default("BUY") @Doc("left out") @Nullable Side other,
            Plain plain) {}

    @NativeType
    @Doc("What it is")
    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Square(double side) implements Shape {}

    record Drawing(Shape shape) {}

    @Test
    void anEnumHasTheParametersOfEachConverter() {
        Schema schema = BodyWriter.of(Order.class, BodyForm.STRUCT)
                .write(new Order(Side.BUY, null, Plain.ONE))
                .schema();

        Schema side = schema.field("side").schema();
        assertThat(side.type()).isEqualTo(Schema.Type.STRING);
        assertThat(side.name()).isEqualTo("io.npipeline.binding.NativeTypesTest.Side");
        assertThat(side.isOptional()).isTrue();
        assertThat(side.doc()).isEqualTo("Who gives");
        assertThat(side.parameters())
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("io.confluent.connect.avro.Enum", "io.npipeline.binding.NativeTypesTest.Side"),
                        Map.entry("io.confluent.connect.avro.Enum.BUY", "BUY"),
                        Map.entry("io.confluent.connect.avro.Enum.SELL_SIDE", "SELL_SIDE"),
                        Map.entry("io.confluent.connect.protobuf.Enum", "Side"),
                        Map.entry("io.confluent.connect.protobuf.Enum.BUY", "0"),
                        Map.entry("io.confluent.connect.protobuf.Enum.SELL_SIDE", "1"),
                        Map.entry("io.confluent.connect.json.Enum", ""),
                        Map.entry("io.confluent.connect.json.Enum.BUY", "BUY"),
                        Map.entry("io.confluent.connect.json.Enum.SELL_SIDE", "SELL_SIDE"),
                        Map.entry("org.apache.kafka.connect.data.Enum", "Side"),
                        Map.entry("org.apache.kafka.connect.data.Enum.BUY", "0"),
                        Map.entry("org.apache.kafka.connect.data.Enum.SELL_SIDE", "1")));
        assertThat(schema.field("other").schema())
                .as("formats take one definition for a name")
                .isEqualTo(side);
        assertThat(schema.field("plain").schema()).isEqualTo(Schema.OPTIONAL_STRING_SCHEMA);
    }

    @Test
    void itsValuesAreSymbols() {
        Order order = new Order(Side.SELL, null, Plain.ONE);
        SchemaAndValue written = BodyWriter.of(Order.class, BodyForm.STRUCT).write(order);

        Struct struct = (Struct) written.value();
        assertThat(struct.get("side")).isEqualTo("SELL_SIDE");
        assertThat(struct.get("plain")).isEqualTo("ONE");
        assertThat(BodyReader.of(Order.class).read(written.schema(), struct))
                .isEqualTo(new Order(Side.SELL, Side.BUY, Plain.ONE));
    }

    @Test
    void aSealedTypeIsMarkedAsAUnion() {
        SchemaAndValue written = BodyWriter.of(Drawing.class, BodyForm.STRUCT).write(new Drawing(new Square(2)));

        Schema shape = written.schema().field("shape").schema();
        assertThat(shape)
                .isEqualTo(SchemaBuilder.struct()
                        .name("io.npipeline.binding.NativeTypesTest.Shape")
                        .doc("What it is")
                        .parameter("org.apache.kafka.connect.data.Union", "Shape")
                        .optional()
                        .field("circle", side("Circle", "radius"))
                        .field("square", side("Square", "side"))
                        .build());
        assertThat(BodyReader.of(Drawing.class).read(written.schema(), written.value()))
                .isEqualTo(new Drawing(new Square(2)));
    }

    private static Schema side(String name, String field) {
        return SchemaBuilder.struct()
                .name("io.npipeline.binding.NativeTypesTest." + name)
                .optional()
                .field(field, Schema.FLOAT64_SCHEMA)
                .build();
    }
}
