package io.npipeline.binding;

import java.util.Optional;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** An {@link Optional}: null and missing are empty, and empty is null. */
record OptionalBinding(Binding content) implements Binding {

    @Override
    public Object read(Object value) {
        return Optional.of(content.read(value));
    }

    @Override
    public @Nullable Object write(Object value, @Nullable Schema schema) {
        Object present = ((Optional<?>) value).orElse(null);
        return content.writeNullable(present, schema);
    }

    @Override
    public SchemaBuilder schema(Set<Class<?>> enclosing) {
        return content.schema(enclosing);
    }

    @Override
    public Object whenNull() {
        return Optional.empty();
    }

    @Override
    public Object whenMissing() {
        return Optional.empty();
    }
}
