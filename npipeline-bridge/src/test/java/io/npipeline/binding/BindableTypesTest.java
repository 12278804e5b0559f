package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class BindableTypesTest {

    static class Bean {}

    sealed interface Shape {}

    record Circle(double radius) implements Shape {}

    enum Side {
        BUY
    }

    record Page<T>(List<T> items) {}

    record Price(Currency currency) {}

    record Line(Map<String, List<Price>> prices) {}

    record Report(List<Line> lines) {}

    record Ambiguous(Optional<Optional<String>> value) {}

    record AlsoAmbiguous(Optional<OptionalInt> value) {}

    record Counts(Map<Integer, String> counts) {}

    record Pages(Page<String> page) {}

    @SuppressWarnings("rawtypes") // the case under test
    record Raw(List items) {}

    record Bounded(List<? extends String> items) {}

    record Inner(Object anything) {}

    record Outer(List<Inner> inner) {}

    record Part(Optional<Part> next) {}

    record Assembly(List<Part> parts) {}

    private static void assertRefused(Class<?> type, String message) {
        assertThatThrownBy(() -> BodyReader.of(type))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith(message);
        assertThatThrownBy(() -> BodyWriter.of(type, BodyForm.MAP))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void refusesBodiesThatAreNoRecords() {
        assertThatThrownBy(() -> BodyReader.of(Bean.class))
                .hasMessage("Bean: " + Bean.class.getName() + " cannot be the type of a body: it is a class that is no"
                        + " record; use a record, String, byte[], ByteBuffer, Map, List, Struct, Object or the box of a"
                        + " primitive");
        assertRefused(
                Shape.class, "Shape: " + Shape.class.getName() + " cannot be the type of a body: it is a sealed type");
        assertRefused(Side.class, "Side: " + Side.class.getName() + " cannot be the type of a body: it is an enum");
        assertRefused(Runnable.class, "Runnable: java.lang.Runnable cannot be the type of a body: it is an interface");
        assertRefused(HashMap.class, "HashMap: java.util.HashMap cannot be the type of a body");
        assertRefused(int.class, "int: int cannot be the type of a body: it is a primitive");
        assertRefused(int[].class, "int[]: [I cannot be the type of a body: it is an array");
        assertRefused(Page.class, "Page: " + Page.class.getName() + " cannot be bound: it is a generic record");
    }

    @Test
    void namesTheComponentThatCannotBeBound() {
        assertRefused(
                Report.class, "Report.lines[].prices[][].currency: java.util.Currency cannot be bound; supported are");
        assertRefused(Ambiguous.class, "Ambiguous.value: an Optional of an Optional cannot be bound");
        assertRefused(AlsoAmbiguous.class, "AlsoAmbiguous.value: an Optional of an Optional cannot be bound");
        assertRefused(Counts.class, "Counts.counts: the keys of a Map must be String, not java.lang.Integer");
        assertRefused(Pages.class, "Pages.page: " + Page.class.getName() + " cannot be bound: it is a generic record");
        assertRefused(Raw.class, "Raw.items: raw List cannot be bound; give it its type arguments");
    }

    @Test
    void takesWildcardsByTheirBound() {
        assertThat(BodyReader.of(Bounded.class).read(null, "{\"items\": [\"a\"]}"))
                .isEqualTo(new Bounded(List.of("a")));
    }

    @Test
    void refusesSchemasForWhatHasNone() {
        assertThatThrownBy(() -> BodyWriter.of(Outer.class, BodyForm.STRUCT))
                .isInstanceOf(BindingException.class)
                .hasMessage("Outer.inner[].anything: no schema can be derived for Object, because only its values know"
                        + " their shape; declare a definite type or use the form MAP or JSON");
        assertThatThrownBy(() -> BodyWriter.of(Assembly.class, BodyForm.STRUCT))
                .hasMessage("Assembly.parts[].next: Part contains itself, which Connect schemas cannot express;"
                        + " use the form MAP or JSON");
        assertThatCode(() -> BodyWriter.of(Assembly.class, BodyForm.MAP)).doesNotThrowAnyException();
    }

    @Test
    void allowsARecordTwiceInOneSchema() {
        record Pair(Circle first, Circle second) {}

        Schema schema = BodyWriter.of(Pair.class, BodyForm.STRUCT)
                .write(new Pair(new Circle(1), new Circle(2)))
                .schema();

        assertThat(schema.field("first").schema())
                .isEqualTo(schema.field("second").schema());
    }
}
