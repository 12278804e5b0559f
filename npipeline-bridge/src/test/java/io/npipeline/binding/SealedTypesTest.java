package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sealed hierarchies, in our own form and in those of the unions that converters read. */
class SealedTypesTest {

    sealed interface Payment {}

    record Cash(int amount) implements Payment {}

    @Alias("com.example.CreditCard")
    record CardPayment(String number, Optional<Payment> before) implements Payment {}

    sealed interface Later extends Payment {}

    @Name("com.example.Invoice")
    record Bill(String address) implements Later {}

    static final class Voucher implements Later {
        private String code = "";

        public String getCode() {
            return code;
        }

        public void setCode(String code) {
            this.code = code;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Voucher voucher && voucher.code.equals(code);
        }

        @Override
        public int hashCode() {
            return code.hashCode();
        }
    }

    record Order(
            Payment payment,
            List<@Nullable Payment> more,
            @Nullable Payment none) {}

    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    record Point() implements Shape {}

    sealed interface Ambiguous {}

    static final class First {
        @Name("com.example.Same")
        record One(int a) implements Ambiguous {}
    }

    @Name("org.example.Same")
    record Two(int b) implements Ambiguous {}

    sealed interface Open {}

    non-sealed interface Anything extends Open {}

    sealed interface Result<T> {}

    record Ok<T>(T value) implements Result<T> {}

    private static Voucher voucher(String code) {
        Voucher voucher = new Voucher();
        voucher.setCode(code);
        return voucher;
    }

    private static final Order ORDER = new Order(
            new CardPayment("1", Optional.empty()),
            Arrays.asList(new Cash(1), null, new Bill("x"), voucher("v")),
            null);

    /** A union as converters make one. */
    private static Struct union(String name, String[] fields, Schema[] cases, int held, Struct value) {
        SchemaBuilder schema = SchemaBuilder.struct().name(name).optional();
        for (int i = 0; i < fields.length; i++) {
            schema.field(fields[i], cases[i]);
        }
        return new Struct(schema.build()).put(fields[held], value);
    }

    private static Schema circle(@Nullable String name) {
        return SchemaBuilder.struct()
                .name(name)
                .field("radius", Schema.FLOAT64_SCHEMA)
                .optional()
                .build();
    }

    private static Schema point(@Nullable String name) {
        return SchemaBuilder.struct().name(name).optional().build();
    }

    @ParameterizedTest
    @EnumSource(
            value = BodyForm.class,
            names = {"MAP", "JSON_STRING", "JSON_BYTES"})
    void readsBackWhatItWroteWithoutASchema(BodyForm form) {
        SchemaAndValue written = BodyWriter.of(Order.class, form).write(ORDER);
        assertThat(BodyReader.of(Order.class).read(written.schema(), written.value()))
                .isEqualTo(ORDER);

        Payment nested = new CardPayment("2", Optional.of(new Cash(3)));
        SchemaAndValue body = BodyWriter.of(Payment.class, form).write(nested);
        assertThat(BodyReader.of(Payment.class).read(body.schema(), body.value()))
                .isEqualTo(nested);
    }

    @Test
    void aMapHasOneEntryNamedLikeTheCase() {
        assertThat(BodyWriter.of(Payment.class, BodyForm.MAP).write(new Cash(5)).value())
                .isEqualTo(Map.of("cash", Map.of("amount", 5)));
        assertThat(BodyWriter.of(Payment.class, BodyForm.MAP)
                        .write(new Bill("x"))
                        .value())
                .isEqualTo(Map.of("invoice", Map.of("address", "x")));
        assertThat(BodyReader.of(Payment.class).read(null, "{\"cardPayment\": null, \"cash\": {\"amount\": 1}}"))
                .isEqualTo(new Cash(1));
    }

    @Test
    void aStructHasAnOptionalFieldForEachCase() {
        SchemaAndValue written = BodyWriter.of(Shape.class, BodyForm.STRUCT).write(new Circle(2));

        Struct struct = (Struct) written.value();
        struct.validate();
        assertThat(struct.schema().name()).isEqualTo("io.npipeline.binding.SealedTypesTest.Shape");
        assertThat(struct.schema().parameters()).isNull();
        assertThat(struct.schema().fields()).extracting(Field::name).containsExactly("circle", "point");
        assertThat(struct.schema().fields()).allMatch(field -> field.schema().isOptional());
        assertThat(struct.getStruct("circle").get("radius")).isEqualTo(2.0);
        assertThat(struct.get("point")).isNull();
        BodyReader<Shape> reader = BodyReader.of(Shape.class);
        assertThat(reader.read(written.schema(), struct)).isEqualTo(new Circle(2));
        SchemaAndValue point = BodyWriter.of(Shape.class, BodyForm.STRUCT).write(new Point());
        assertThat(reader.read(point.schema(), point.value())).isEqualTo(new Point());
    }

    @Test
    void readsTheUnionsOfTheAvroConverter() {
        BodyReader<Shape> reader = BodyReader.of(Shape.class);
        Schema circle = circle("com.example.Circle");
        Struct value = new Struct(circle).put("radius", 2.0);

        Struct plain = union(
                "io.confluent.connect.avro.Union",
                new String[] {"Point", "Circle"},
                new Schema[] {point("com.example.Point"), circle},
                1,
                value);
        Struct enhanced = union(
                "io.confluent.connect.avro.Union",
                new String[] {"com.example.Circle", "com.example.Point"},
                new Schema[] {circle, point("com.example.Point")},
                0,
                value);
        Struct generalized = union(
                "connect_union_0",
                new String[] {"connect_union_field_0", "connect_union_field_1"},
                new Schema[] {point("com.example.Point"), circle},
                1,
                value);
        for (Struct union : List.of(plain, enhanced, generalized)) {
            assertThat(reader.read(union.schema(), union)).isEqualTo(new Circle(2));
        }
        assertThat(reader.read(circle, value))
                .as("a union of null and one record is that record")
                .isEqualTo(new Circle(2));
    }

    @Test
    void readsTheUnionsOfTheOtherConverters() {
        BodyReader<Shape> reader = BodyReader.of(Shape.class);
        Schema circle = circle("Circle");
        Struct value = new Struct(circle).put("radius", 2.0);

        Struct json = union(
                "io.confluent.connect.json.OneOf",
                new String[] {"io.confluent.connect.json.OneOf.field.0", "io.confluent.connect.json.OneOf.field.1"},
                new Schema[] {circle, point("Point")},
                0,
                value);
        Struct protobuf = union(
                "io.confluent.connect.protobuf.Union.shape",
                new String[] {"circle", "point"},
                new Schema[] {circle("Circle2"), point(null)},
                0,
                new Struct(circle("Circle2")).put("radius", 2.0));
        for (Struct union : List.of(json, protobuf)) {
            assertThat(reader.read(union.schema(), union)).isEqualTo(new Circle(2));
        }
    }

    @Test
    void aCaseIsAlsoFoundByItsAliasAndInSnakeCase() {
        BodyReader<Payment> reader = BodyReader.of(Payment.class);
        for (String name :
                List.of("cardPayment", "CardPayment", "card_payment", "creditCard", "com.example.CreditCard")) {
            assertThat(reader.read(null, Map.of(name, Map.of("number", "1"))))
                    .as(name)
                    .isEqualTo(new CardPayment("1", Optional.empty()));
        }
    }

    @Test
    void namesWhatIsNoCase() {
        BodyReader<Shape> reader = BodyReader.of(Shape.class);
        Map<String, @Nullable Object> none = new HashMap<>();
        none.put("circle", null);

        assertThatThrownBy(() -> reader.read(null, Map.of("square", Map.of())))
                .isInstanceOf(BindingException.class)
                .hasMessage("Shape: expected one of the cases circle, point, got square");
        assertThatThrownBy(() -> reader.read(null, none))
                .hasMessage("Shape: expected one of the cases circle, point, got none in MAP of size 1");
        assertThatThrownBy(() -> reader.read(null, "{\"circle\": {}, \"point\": {}}"))
                .hasMessage("Shape: expected one of the cases circle, point, got both circle and point");
        assertThatThrownBy(() -> reader.read(null, "{\"circle\": {\"radius\": \"x\"}}"))
                .hasMessage("Shape.circle.radius: expected FLOAT64, got STRING \"x\"");
        assertThatThrownBy(() -> reader.read(null, 5)).hasMessageStartingWith("Shape: expected");
        Struct unknown = union(
                "u",
                new String[] {"square", "circle"},
                new Schema[] {point("Square"), circle("C")},
                0,
                new Struct(point("Square")));
        assertThatThrownBy(() -> reader.read(unknown.schema(), unknown))
                .hasMessage("Shape: expected one of the cases circle, point, got square");
        Struct empty = new Struct(unknown.schema());
        assertThatThrownBy(() -> reader.read(empty.schema(), empty))
                .hasMessage("Shape: expected one of the cases circle, point, got none in STRUCT u");
    }

    sealed interface Vehicle {}

    sealed interface Floating extends Vehicle {}

    sealed interface Driving extends Vehicle {}

    record Amphibian(int wheels) implements Floating, Driving {}

    @Alias("barge")
    record Ship(int decks) implements Floating {}

    sealed interface Clash {}

    @Alias("former")
    record Heir(int a) implements Clash {}

    @Alias("former")
    record OtherHeir(int b) implements Clash {}

    sealed interface Spelled {}

    @Alias("com.a.Former")
    record SomeThing(int a) implements Spelled {}

    @Alias({"some_thing", "com.b.Former"})
    record OtherThing(int b) implements Spelled {}

    @Test
    void aCaseOfTwoSealedTypesOfOneIsOneCase() {
        Schema schema = BodyWriter.of(Vehicle.class, BodyForm.STRUCT)
                .write(new Amphibian(4))
                .schema();

        assertThat(schema.fields()).extracting(Field::name).containsExactly("amphibian", "ship");
        assertThat(BodyReader.of(Vehicle.class).read(null, "{\"barge\": {\"decks\": 2}}"))
                .isEqualTo(new Ship(2));
    }

    @Test
    void anAliasThatIsWrittenDownCountsBeforeSpellings() {
        assertThatThrownBy(() -> BodyReader.of(Clash.class))
                .isInstanceOf(BindingException.class)
                .hasMessageEndingWith("former is a name of two of its cases, heir and otherHeir");
        BodyReader<Spelled> reader = BodyReader.of(Spelled.class);
        assertThat(reader.read(null, "{\"some_thing\": {\"b\": 2}}")).isEqualTo(new OtherThing(2));
        assertThat(reader.read(null, "{\"com.b.Former\": {\"b\": 2}}")).isEqualTo(new OtherThing(2));
        assertThatThrownBy(() -> reader.read(null, "{\"former\": {\"b\": 2}}")).hasMessageEndingWith("got former");
    }

    @Test
    void namesOfCasesMayBeLongOrFull() {
        String name = "com.example." + "deep.".repeat(30) + "Circle";

        assertThat(BodyReader.of(Shape.class).read(null, Map.of(name, Map.of("radius", 1))))
                .isEqualTo(new Circle(1));
        assertThatThrownBy(() -> BodyReader.of(Shape.class).read(null, Map.of(name + "s", Map.of())))
                .hasMessageEndingWith("…");
    }

    @Test
    void refusesHierarchiesThatCannotBeBound() {
        assertThatThrownBy(() -> BodyReader.of(Ambiguous.class))
                .hasMessageEndingWith("two of its cases are named same; give one another @Name");
        assertThatThrownBy(() -> BodyReader.of(Open.class))
                .hasMessageStartingWith(
                        "Open: its case " + Anything.class.getName() + " cannot be bound: it is no record");
        assertThatThrownBy(() -> BodyReader.of(Result.class)).hasMessageContaining("it is generic");
        assertThatThrownBy(() -> BodyWriter.of(Payment.class, BodyForm.STRUCT))
                .hasMessage("Payment.cardPayment.before.cardPayment: CardPayment contains itself, which Connect schemas"
                        + " cannot express; use the form MAP or JSON");
    }
}
