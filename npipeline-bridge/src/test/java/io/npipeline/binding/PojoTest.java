package io.npipeline.binding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Classes with properties. */
class PojoTest {

    /** Properties in the order of their fields, one of them in a superclass with a variable for its type. */
    public static class Document<T> {
        private @Nullable T content;

        public @Nullable T getContent() {
            return content;
        }

        public void setContent(@Nullable T content) {
            this.content = content;
        }
    }

    public static final class Order extends Document<List<Line>> {
        private String orderId = "none";
        private boolean paid = true;
        private int lines = 1;
        private Optional<String> note = Optional.of("none");

        @Name("customer_id")
        @Alias("client")
        private @Nullable Long customer;

        public String getOrderId() {
            return orderId;
        }

        public void setOrderId(String orderId) {
            if (orderId.isEmpty()) {
                throw new IllegalArgumentException("no id");
            }
            this.orderId = orderId;
        }

        public boolean isPaid() {
            return paid;
        }

        public Order setPaid(boolean paid) {
            this.paid = paid;
            return this;
        }

        public int getLines() {
            return lines;
        }

        public void setLines(int lines) {
            this.lines = lines;
        }

        public Optional<String> getNote() {
            return note;
        }

        public void setNote(Optional<String> note) {
            this.note = note;
        }

        public @Nullable Long getCustomer() {
            return customer;
        }

        public void setCustomer(@Nullable Long customer) {
            this.customer = customer;
        }

        /** No property, for want of a setter. */
        public String getSummary() {
            return orderId + " " + lines;
        }

        /** No property, for want of a getter. */
        public void setSecret(String secret) {
            orderId = secret;
        }

        static String getVersion() {
            return "1";
        }
    }

    static final class Line {
        private @Scale(2) BigDecimal price = BigDecimal.ZERO;

        private Line() {}

        public BigDecimal getPrice() {
            return price;
        }

        public void setPrice(BigDecimal price) {
            this.price = price;
        }
    }

    private static Order order() {
        Line line = new Line();
        line.setPrice(new BigDecimal("1.50"));
        Order order = new Order();
        order.setContent(List.of(line));
        order.setOrderId("a");
        order.setPaid(false);
        order.setLines(3);
        order.setNote(Optional.of("n"));
        order.setCustomer(7L);
        return order;
    }

    @ParameterizedTest
    @EnumSource(BodyForm.class)
    void readsBackWhatItWrote(BodyForm form) {
        SchemaAndValue written = BodyWriter.of(Order.class, form).write(order());

        assertThat(BodyReader.of(Order.class).read(written.schema(), written.value()))
                .usingRecursiveComparison()
                .isEqualTo(order());
    }

    @Test
    void itsFieldsAreThoseWithGetterAndSetterInTheOrderOfTheFields() {
        Struct struct = (Struct)
                BodyWriter.of(Order.class, BodyForm.STRUCT).write(order()).value();

        assertThat(struct.schema().name()).isEqualTo("io.npipeline.binding.PojoTest.Order");
        assertThat(struct.schema().fields())
                .extracting(Field::name)
                .containsExactly("content", "orderId", "paid", "lines", "note", "customer_id");
        assertThat(struct.schema().field("lines").schema().isOptional()).isFalse();
        assertThat(struct.<Struct>getArray("content").get(0).get("price")).isEqualTo(new BigDecimal("1.50"));
    }

    @Test
    void whatIsMissingStaysAsTheConstructorMadeIt() {
        Order read = Objects.requireNonNull(BodyReader.of(Order.class).read(null, Map.of("orderId", "b", "client", 5)));

        assertThat(read.getOrderId()).isEqualTo("b");
        assertThat(read.isPaid()).isTrue();
        assertThat(read.getLines()).isEqualTo(1);
        assertThat(read.getNote()).contains("none");
        assertThat(read.getContent()).isNull();
        assertThat(read.getCustomer()).isEqualTo(5);
    }

    @Test
    void nullsAreSetButForPrimitives() {
        Map<String, @Nullable Object> map = new HashMap<>();
        map.put("content", null);
        map.put("note", null);
        Order read = Objects.requireNonNull(BodyReader.of(Order.class).read(null, map));
        assertThat(read.getNote()).isEmpty();

        map.put("lines", null);
        assertThatThrownBy(() -> BodyReader.of(Order.class).read(null, map))
                .hasMessage("Order.lines: is null but the component is a primitive int");
    }

    @Test
    void namesThePropertyThatRefusedItsValue() {
        assertThatThrownBy(() -> BodyReader.of(Order.class).read(null, Map.of("orderId", "")))
                .isInstanceOf(BindingException.class)
                .hasMessage("Order.orderId: rejected by its setter: java.lang.IllegalArgumentException: no id")
                .hasCauseInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BodyReader.of(Order.class).read(null, "{\"content\": [{}, {\"price\": \"x\"}]}"))
                .hasMessage("Order.content[1].price: expected DECIMAL, got STRING \"x\"");
    }

    @Test
    void eachObjectHasItsOwnValues() {
        BodyReader<Bag> reader = BodyReader.of(Bag.class);

        assertThat(reader.read(null, "{}")).isNotNull().satisfies(bag -> bag.getItems()
                .add("x"));
        assertThat(reader.read(null, "{}")).isNotNull().satisfies(bag -> assertThat(bag.getItems())
                .isEmpty());
    }

    @Test
    void refusesAnnotationsThatBelongToNoProperty() {
        assertThatThrownBy(() -> BodyReader.of(Flag.class))
                .isInstanceOf(BindingException.class)
                .hasMessageStartingWith("Flag: " + Flag.class.getName() + " cannot be bound: its field isActive is"
                        + " annotated but belongs to no property;");
        assertThatThrownBy(() -> BodyReader.of(Amount.class)).hasMessageContaining("its method setValue is annotated");
    }

    static final class Flag {
        @Name("is_active")
        private boolean isActive;

        public boolean isActive() {
            return isActive;
        }

        public void setActive(boolean active) {
            isActive = active;
        }
    }

    static final class Amount {
        private int value;

        public int getValue() {
            return value;
        }

        @Default("1")
        public void setValue(int value) {
            this.value = value;
        }
    }

    @Test
    void aClassMayHaveAnyNumberOfProperties() {
        MethodHandle[] accessors = new MethodHandle[300];
        Arrays.fill(accessors, MethodHandles.identity(Object.class));

        assertThat(new Getters(List.of(), accessors).get("x")).hasSize(300).containsOnly("x");
    }

    static final class Bag {
        private List<String> items = new ArrayList<>();

        public List<String> getItems() {
            return items;
        }

        public void setItems(List<String> items) {
            this.items = items;
        }
    }
}
