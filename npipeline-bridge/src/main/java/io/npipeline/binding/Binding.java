package io.npipeline.binding;

import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * How one Java type is read from and written as Connect data. Connect values say themselves what they are, so reading
 * needs no schema; writing follows Connect's convention that no schema means plain maps, lists and scalars.
 *
 * <p>Implementations are immutable and thread safe; all methods throw {@link Misfit}.
 */
interface Binding extends Reading {

    /**
     * The value as Connect data.
     *
     * @param schema the schema to follow, one that this binding derived; {@code null} for the plain form
     */
    @Nullable
    Object write(Object value, @Nullable Schema schema);

    /**
     * The schema of the type.
     *
     * @param derivation what is known of the other types of the body
     */
    SchemaBuilder schema(Derivation derivation);

    /** The schema of a component, element or entry of the type. */
    default SchemaBuilder nestedSchema(Derivation derivation) {
        return schema(derivation).optional();
    }

    /** What a null binds to. */
    default @Nullable Object whenNull() {
        return null;
    }

    /** What a component binds to when the data does not have it. */
    default @Nullable Object whenMissing() {
        throw new Misfit("missing; declare it Optional or give it a @Default");
    }

    default @Nullable Object readNullable(@Nullable Object value) {
        return value == null ? whenNull() : read(value);
    }

    default @Nullable Object writeNullable(@Nullable Object value, @Nullable Schema schema) {
        return value == null ? null : write(value, schema);
    }
}
