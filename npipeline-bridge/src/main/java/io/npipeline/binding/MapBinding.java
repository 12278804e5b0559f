package io.npipeline.binding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** A map with text keys. What is read is unmodifiable and keeps the order. */
record MapBinding(Binding content) implements Binding {

    @FunctionalInterface
    private interface Conversion {
        @Nullable
        Object of(@Nullable Object value);
    }

    @Override
    public Object read(Object value) {
        if (!(value instanceof Map<?, ?> map)) {
            throw Misfit.expected("MAP", value);
        }
        return Collections.unmodifiableMap(convert(map, content::readNullable));
    }

    @Override
    public Object write(Object value, @Nullable Schema schema) {
        Schema contentSchema = schema == null ? null : schema.valueSchema();
        return convert((Map<?, ?>) value, entry -> content.writeNullable(entry, contentSchema));
    }

    @Override
    public SchemaBuilder schema(Set<Class<?>> enclosing) {
        try {
            return SchemaBuilder.map(Schema.STRING_SCHEMA, content.nestedSchema(enclosing));
        } catch (Misfit misfit) {
            throw misfit.atElement("");
        }
    }

    private static Map<String, @Nullable Object> convert(Map<?, ?> map, Conversion conversion) {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (!(entry.getKey() instanceof String key)) {
                throw new Misfit("expected STRING keys, got " + Excerpt.of(entry.getKey()));
            }
            try {
                result.put(key, conversion.of(entry.getValue()));
            } catch (Misfit misfit) {
                throw misfit.atElement(Excerpt.quote(key));
            }
        }
        return result;
    }
}
