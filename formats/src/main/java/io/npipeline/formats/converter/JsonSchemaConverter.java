package io.npipeline.formats.converter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * JSON with a JSON Schema in a registry. What it writes has a schema made from Connect's; what it reads is plain maps, lists
 * and scalars, as JSON is without one.
 *
 * <p>Thread safe.
 */
public final class JsonSchemaConverter extends RegistryConverter {

    private static final String TYPE = "JSON";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record SchemaKey(String topic, Schema schema) {}

    private final Map<SchemaKey, Integer> ids = new ConcurrentHashMap<>();

    @Override
    byte[] write(String topic, @Nullable Schema schema, Object value) {
        if (schema == null) {
            throw new DataException("A value without a schema cannot be written with one");
        }
        try {
            byte[] content = JSON.writeValueAsBytes(JsonValues.of(schema, value));
            return Framing.frame(ids.computeIfAbsent(new SchemaKey(topic, schema), this::register), content);
        } catch (JsonProcessingException e) {
            throw new DataException("The value cannot be written as JSON", e);
        }
    }

    private int register(SchemaKey key) {
        String text = JsonSchemaText.of(key.schema());
        return registry().register(settings().subject(key.topic()), new RegisteredSchema(TYPE, text, List.of()));
    }

    @Override
    SchemaAndValue read(int schemaId, ByteBuffer buffer) {
        RegisteredSchema schema = registry().byId(schemaId);
        if (!schema.type().equals(TYPE)) {
            throw new DataException("The value's schema is of type " + schema.type() + ", not " + TYPE);
        }
        try {
            return new SchemaAndValue(null, JSON.readValue(Framing.rest(buffer), Object.class));
        } catch (IOException e) {
            throw new DataException("The value is no JSON", e);
        }
    }
}
