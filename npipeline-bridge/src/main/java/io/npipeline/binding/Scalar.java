package io.npipeline.binding;

import java.time.DateTimeException;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** A type whose values have no parts that are bound on their own. */
final class Scalar<T> implements Binding {

    private final Class<T> type;

    /** Whether values of the type are what Connect has, so that they need no conversion either way. */
    private final boolean isConnectType;

    private final Reading reading;
    private final Supplier<SchemaBuilder> schema;
    private final Function<T, Object> structForm;
    private final Function<T, Object> plainForm;

    private Scalar(
            Class<T> type,
            boolean isConnectType,
            Reading reading,
            Supplier<SchemaBuilder> schema,
            Function<T, Object> structForm,
            Function<T, Object> plainForm) {
        this.type = type;
        this.isConnectType = isConnectType;
        this.reading = reading;
        this.schema = schema;
        this.structForm = structForm;
        this.plainForm = plainForm;
    }

    /** A type that Connect has itself. */
    static <T> Scalar<T> ofConnect(Class<T> type, Supplier<SchemaBuilder> schema, Reading reading) {
        return new Scalar<>(type, true, reading, schema, value -> value, value -> value);
    }

    /** A type that is written as text in every form. */
    static <T> Scalar<T> ofText(Class<T> type, Function<T, String> format, Reading reading) {
        return ofText(type, SchemaBuilder::string, format, reading);
    }

    /** The same, with a schema of text that says more about it. */
    static <T> Scalar<T> ofText(
            Class<T> type, Supplier<SchemaBuilder> schema, Function<T, String> format, Reading reading) {
        return new Scalar<>(type, false, reading, schema, format::apply, format::apply);
    }

    /** A type that is written differently with and without a schema. */
    static <T> Scalar<T> of(
            Class<T> type,
            Supplier<SchemaBuilder> schema,
            Function<T, Object> structForm,
            Function<T, Object> plainForm,
            Reading reading) {
        return new Scalar<>(type, false, reading, schema, structForm, plainForm);
    }

    /**
     * Parses text.
     *
     * @throws Misfit naming what was expected, when the value is no text or the parser refuses it
     */
    static <T> T parse(String expected, Object value, Function<String, T> parser) {
        if (value instanceof String text) {
            try {
                return parser.apply(text);
            } catch (DateTimeException | IllegalArgumentException e) {
                throw Misfit.expected(expected, value);
            }
        }
        throw Misfit.expected(expected, value);
    }

    Class<T> type() {
        return type;
    }

    @Override
    public Object read(Object value) {
        return isConnectType && value.getClass() == type ? value : reading.read(value);
    }

    @Override
    public Object write(Object value, @Nullable Schema target) {
        return isConnectType ? value : (target == null ? plainForm : structForm).apply(type.cast(value));
    }

    @Override
    public SchemaBuilder schema(Derivation derivation) {
        SchemaBuilder derived = schema.get();
        return NativeSchemas.isNamed(derived) ? derivation.claim(BoundType.of(type), derived) : derived;
    }
}
