package io.npipeline.engine;

import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** A key as the key converter takes it: with the schema it came with, else with that of its Java type. */
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
        boolean primitive = type != null && type.isPrimitive();
        return new SchemaAndValue(primitive ? SchemaBuilder.type(type).build() : null, key);
    }
}
