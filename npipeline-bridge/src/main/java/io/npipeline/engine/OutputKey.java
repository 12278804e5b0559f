package io.npipeline.engine;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/**
 * A key as the key converter takes it: with the schema it came with, else with that of its Java type. A key of a type that
 * Connect does not know would fail in the worker's converter, where no failure policy sees it, so it fails here.
 */
final class OutputKey {

    private OutputKey() {}

    static SchemaAndValue of(@Nullable Object key, @Nullable Schema schema) {
        if (key == null) {
            return SchemaAndValue.NULL;
        }
        if (schema != null) {
            return new SchemaAndValue(schema, key);
        }
        if (key instanceof Struct struct) {
            return new SchemaAndValue(struct.schema(), key);
        }
        if (key instanceof ByteBuffer) {
            return new SchemaAndValue(Schema.BYTES_SCHEMA, key);
        }
        Schema.Type type = ConnectSchema.schemaType(key.getClass());
        if (type == null) {
            throw new IllegalArgumentException(
                    "A key cannot be a " + key.getClass().getName()
                            + "; use a String, a number, a Boolean, bytes, a Map, a List or a Struct");
        }
        return new SchemaAndValue(type.isPrimitive() ? SchemaBuilder.type(type).build() : null, key);
    }

    /** The same for a dead letter, whose key must not fail: as text if there is no other way. */
    static SchemaAndValue ofDeadLetter(@Nullable Object key, @Nullable Schema schema) {
        try {
            return of(key, schema);
        } catch (IllegalArgumentException e) {
            return new SchemaAndValue(Schema.STRING_SCHEMA, String.valueOf(key));
        }
    }
}
