package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.apache.kafka.connect.data.Schema;
import org.junit.jupiter.api.Test;

class BindableTypesTest {

    static class NoProperties {
        public int getOnly() {
            return 1;
        }
    }

    abstract static class Unfinished {}

    static class Demanding {
        Demanding(int number) {}
    }

    record Circle(double radius) {}

    enum Side {
        BUY,
        @Name("BUY")
        ALSO_BUY
    }

    enum Plain {
        ONE
    }

    enum Vague {
        @Unknown
        ONE,
        @Unknown
        OTHER
    }

    record Sides(Side side) {}

    record Vagues(Vague vague) {}

    record Twice(@Name("b") int a, int b) {}

    record AliasOfOther(@Alias("b") int a, int b) {}

    record BadDefault(@Default("x") int a) {}

    record MisplacedScale(@Scale(2) Optional<BigDecimal> price) {}

    record Growing<T>(Optional<Growing<List<T>>> next) {}

    record Grown(Growing<String> growing) {}

    record Page<T>(List<T> items) {}

    record Price(Currency currency) {}

    record Line(Map<String, List<Price>> prices) {}

    record Report(List<Line> lines) {}

    record Ambiguous(Optional<Optional<String>> value) {}

    record AlsoAmbiguous(Optional<OptionalInt> value) {}

    record Counts(Map<Double, String> counts) {}

    @SuppressWarnings("rawtypes") // the case under test
    record Pages(Page page) {}

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
    void refusesBodiesThatAreNoObjects() {
        assertThatThrownBy(() -> BodyReader.of(Demanding.class))
                .hasMessage(
                        "Demanding: " + Demanding.class.getName() + " cannot be the type of a body: it is a class of"
                                + " the JDK, or one without a constructor without parameters; use a record, a class with getters,"
                                + " setters and a constructor without parameters, a sealed type of those, JsonNode, String,"
                                + " byte[], ByteBuffer, Map, List, Struct, Object or the box of a primitive");
        assertRefused(
                Unfinished.class,
                "Unfinished: " + Unfinished.class.getName() + " cannot be the type of a body: it is an abstract class");
        assertRefused(
                NoProperties.class,
                "NoProperties: " + NoProperties.class.getName()
                        + " cannot be bound: it has no property, a getter with its setter");
        assertRefused(Plain.class, "Plain: " + Plain.class.getName() + " cannot be the type of a body: it is an enum");
        assertRefused(Runnable.class, "Runnable: java.lang.Runnable cannot be the type of a body: it is an interface");
        assertRefused(HashMap.class, "HashMap: java.util.HashMap cannot be the type of a body");
        assertRefused(int.class, "int: int cannot be the type of a body: it is a primitive");
        assertRefused(int[].class, "int[]: [I cannot be the type of a body: it is an array");
        assertRefused(
                Page.class,
                "Page: " + Page.class.getName()
                        + " cannot be bound: it is generic, and its type arguments are not known here");
    }

    @Test
    void namesTheComponentThatCannotBeBound() {
        assertRefused(
                Report.class, "Report.lines[].prices[][].currency: java.util.Currency cannot be bound; supported are");
        assertRefused(Ambiguous.class, "Ambiguous.value: an Optional of an Optional cannot be bound");
        assertRefused(AlsoAmbiguous.class, "AlsoAmbiguous.value: an Optional of an Optional cannot be bound");
        assertRefused(Counts.class, "Counts.counts: the keys of a Map can be String, enums, integers,");
        assertRefused(Pages.class, "Pages.page: " + Page.class.getName() + " cannot be bound: it is generic");
        assertRefused(Raw.class, "Raw.items: raw List cannot be bound; give it its type arguments");
    }

    @Test
    void namesTheAnnotationThatIsWrong() {
        assertRefused(
                Sides.class, "Sides.side: " + Side.class.getName() + " cannot be bound: BUY and ALSO_BUY are both BUY");
        assertRefused(
                Vagues.class,
                "Vagues.vague: " + Vague.class.getName() + " cannot be bound: two of its constants are @Unknown");
        assertRefused(Twice.class, "Twice.b: its name, or one of its aliases, is that of another component too");
        assertRefused(AliasOfOther.class, "AliasOfOther.b: its name, or one of its aliases, is that of another");
        assertRefused(BadDefault.class, "BadDefault.a: its @Default \"x\" does not fit: malformed JSON");
        assertRefused(MisplacedScale.class, "MisplacedScale.price: @Scale belongs to BigDecimal itself");
    }

    enum Money {
        EUR,
        @Unknown
        OTHER
    }

    record Rates(Map<Money, Long> rates) {}

    record Prices(Page<@Scale(2) BigDecimal> two, Page<@Scale(4) BigDecimal> four) {}

    record SamePages(Page<String> one, Page<String> other, List<Page<String>> more) {}

    static final class First {
        record Order(int a) {}
    }

    static final class Second {
        record Order(int a) {}
    }

    record Orders(Page<First.Order> first, Page<Second.Order> second) {}

    @Name("com.example.Same")
    record One(int a) {}

    @Name("com.example.Same")
    record Two(int b) {}

    record Both(One one, Optional<Two> two) {}

    record OneTwice(One one, Optional<One> two) {}

    record Tree(@Default("[]") List<Tree> children) {}

    record Forest(@Default("[{}]") List<Forest> children) {}

    sealed interface Link {}

    record Chain(@Default("{\"chain\": {}}") Link next) implements Link {}

    @Test
    void refusesKeysThatCouldAllBeTheSame() {
        assertRefused(
                Rates.class, "Rates.rates: the keys of a Map cannot be " + Money.class.getTypeName() + ": two symbols");
    }

    @Test
    void refusesTwoDefinitionsOfOneName() {
        assertThatThrownBy(() -> BodyWriter.of(Prices.class, BodyForm.STRUCT))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith("Prices.four: the schemas of " + Page.class.getTypeName()
                        + "<@Scale(2) java.math.BigDecimal> and " + Page.class.getTypeName()
                        + "<@Scale(4) java.math.BigDecimal> differ but are both named");
        assertThatThrownBy(() -> BodyWriter.of(Orders.class, BodyForm.STRUCT))
                .hasMessageContaining(First.Order.class.getTypeName())
                .hasMessageContaining(Second.Order.class.getTypeName());
        assertThatThrownBy(() -> BodyWriter.of(Both.class, BodyForm.STRUCT))
                .hasMessageStartingWith("Both.two: the schemas of " + One.class.getTypeName() + " and "
                        + Two.class.getTypeName() + " differ but are both named com.example.Same");
        BodyWriter.of(SamePages.class, BodyForm.STRUCT);
        BodyWriter.of(OneTwice.class, BodyForm.STRUCT);
        BodyWriter.of(Both.class, BodyForm.MAP);
    }

    @Test
    void aDefaultMayBeOfTheTypeItselfOnlyWhereItHoldsNoObject() {
        assertThat(BodyReader.of(Tree.class).read(null, "{}")).isEqualTo(new Tree(List.of()));
        assertRefused(
                Forest.class,
                "Forest.children: its @Default \"[{}]\" does not fit: a default cannot have objects of "
                        + Forest.class.getTypeName());
        assertRefused(
                Chain.class,
                "Chain.next: its @Default \"{\"chain\": {}}\" does not fit: a default cannot have objects");
    }

    @Test
    void refusesTypesWithoutEnd() {
        assertThatThrownBy(() -> BodyReader.of(Grown.class))
                .isInstanceOf(BindingException.class)
                .hasMessageEndingWith("its type arguments grow without end");
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
