package io.npipeline.binding;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** A primitive: like its box, but never null. */
record PrimitiveBinding(Class<?> type, Binding box) implements Binding {

    @Override
    public Object read(Object value) {
        return box.read(value);
    }

    @Override
    public @Nullable Object write(Object value, @Nullable Schema schema) {
        return box.write(value, schema);
    }

    @Override
    public SchemaBuilder schema(Derivation derivation) {
        return box.schema(derivation);
    }

    @Override
    public SchemaBuilder nestedSchema(Derivation derivation) {
        return schema(derivation);
    }

    @Override
    public @Nullable Object whenNull() {
        throw new Misfit("is null but the component is a primitive " + type);
    }
}
