package io.npipeline.binding;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** A map. What is read is unmodifiable and keeps the order. */
record MapBinding(MapKeys keys, Binding content) implements Binding {

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
        return Collections.unmodifiableMap(convert(map, keys::read, content::readNullable));
    }

    @Override
    public Object write(Object value, @Nullable Schema schema) {
        Schema contentSchema = schema == null ? null : schema.valueSchema();
        return convert(
                (Map<?, ?>) value,
                key -> keys.write(key, schema),
                entry -> content.writeNullable(entry, contentSchema));
    }

    @Override
    public SchemaBuilder schema(Derivation derivation) {
        try {
            return SchemaBuilder.map(
                    keys.schema(), content.nestedSchema(derivation).build());
        } catch (Misfit misfit) {
            throw misfit.atElement("");
        }
    }

    private static Map<Object, @Nullable Object> convert(
            Map<?, ?> map, Function<@Nullable Object, Object> keys, Conversion values) {
        Map<Object, @Nullable Object> result = new LinkedHashMap<>();
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            Object key = keys.apply(entry.getKey());
            try {
                result.put(key, values.of(entry.getValue()));
            } catch (Misfit misfit) {
                throw misfit.atElement(key instanceof String text ? Excerpt.quote(text) : key);
            }
        }
        if (result.size() < map.size()) {
            throw new Misfit("two of its keys are the same " + result.keySet());
        }
        return result;
    }
}
