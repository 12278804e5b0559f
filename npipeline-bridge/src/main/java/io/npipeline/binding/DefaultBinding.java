package io.npipeline.binding;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * A type with a value that stands for null and for what is missing.
 *
 * @param standIn the value as Connect data; it is read anew for each object, so that none shares what could be changed
 */
record DefaultBinding(Binding content, Object standIn) implements Binding {

    /**
     * @param text the value, as the type reads it from text, or else as JSON
     * @throws Misfit when it is neither
     */
    static DefaultBinding of(Binding content, String text) {
        return new DefaultBinding(content, parse(content, text));
    }

    /** Why a default cannot be read as long as the type is not known as a whole. */
    static Misfit insideItself(BoundType type) {
        return new Misfit("a default cannot have objects of " + type + ", which contains the component itself");
    }

    /** A type that takes any text as it is, so that only JSON can be meant. */
    private static boolean isUntyped(Binding content) {
        return content instanceof UntypedBinding
                || (content instanceof OptionalBinding optional && isUntyped(optional.content()));
    }

    /** Lists and maps of its own for each object. */
    private static @Nullable Object copy(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, entry) -> copy.put(key, copy(entry)));
            return copy;
        }
        if (value instanceof Collection<?> items) {
            List<@Nullable Object> copy = new ArrayList<>(items.size());
            items.forEach(item -> copy.add(copy(item)));
            return copy;
        }
        return value;
    }

    private Object readStandIn() {
        return content.read(Objects.requireNonNull(copy(standIn)));
    }

    private static Object parse(Binding content, String text) {
        if (!isUntyped(content)) {
            try {
                content.read(text);
                return text;
            } catch (Misfit notText) {
                // JSON, then.
            }
        }
        try {
            Object parsed = JsonParsing.parse(text);
            content.read(parsed);
            return parsed;
        } catch (Misfit misfit) {
            throw new Misfit("its @Default " + Excerpt.quote(text) + " does not fit: " + misfit.getMessage(), misfit);
        }
    }

    @Override
    public Object read(Object value) {
        return content.read(value);
    }

    @Override
    public @Nullable Object write(Object value, @Nullable Schema schema) {
        return content.write(value, schema);
    }

    @Override
    public SchemaBuilder schema(Derivation derivation) {
        return content.schema(derivation);
    }

    @Override
    public SchemaBuilder nestedSchema(Derivation derivation) {
        SchemaBuilder schema = content.nestedSchema(derivation);
        if (canHaveDefault(schema)) {
            Object written = content.write(readStandIn(), schema);
            if (written != null && !hasElements(written)) {
                schema.defaultValue(written);
            }
        }
        return schema;
    }

    /** Formats take one definition for a name, and have no common form for a default of bytes. */
    private static boolean canHaveDefault(Schema schema) {
        return !NativeSchemas.isNamed(schema) && (schema.type() != Schema.Type.BYTES || schema.name() != null);
    }

    /** A default of Avro's must be of a union's first type, and elements may be null, which is the first. */
    private static boolean hasElements(Object written) {
        return (written instanceof Collection<?> items && !items.isEmpty())
                || (written instanceof Map<?, ?> map && !map.isEmpty());
    }

    @Override
    public Object whenNull() {
        return readStandIn();
    }

    @Override
    public Object whenMissing() {
        return readStandIn();
    }
}
