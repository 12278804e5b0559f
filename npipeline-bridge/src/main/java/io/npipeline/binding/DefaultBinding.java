package io.npipeline.binding;

import java.util.Collection;
import java.util.Map;
import java.util.Set;
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

    private static Object parse(Binding content, String text) {
        if (!(content instanceof UntypedBinding)) {
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
    public SchemaBuilder schema(Set<BoundType> enclosing) {
        return content.schema(enclosing);
    }

    @Override
    public SchemaBuilder nestedSchema(Set<BoundType> enclosing) {
        SchemaBuilder schema = content.nestedSchema(enclosing);
        if (canHaveDefault(schema)) {
            Object written = content.write(content.read(standIn), schema);
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
        return content.read(standIn);
    }

    @Override
    public boolean canBeMissing() {
        return true;
    }

    @Override
    public Object whenMissing() {
        return content.read(standIn);
    }
}
