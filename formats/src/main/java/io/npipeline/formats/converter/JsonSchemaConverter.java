package io.npipeline.formats.converter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * JSON with a JSON Schema in a registry. What it writes has a schema made from Connect's; what it reads is plain maps, lists
 * and scalars, as JSON is without one.
 *
 * <p>Thread safe.
 */
public final class JsonSchemaConverter implements Converter {

    private static final String TYPE = "JSON";
    private static final ObjectMapper JSON = new ObjectMapper();

    private record SchemaKey(String topic, Schema schema) {}

    private final Map<SchemaKey, Integer> ids = new ConcurrentHashMap<>();
    private @Nullable ConverterSettings settings;
    private @Nullable RegistryClient registry;

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        settings = ConverterSettings.of(configs, isKey);
        registry = new RegistryClient(settings.registryUrl());
    }

    @Override
    public byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        if (value == null) {
            return null;
        }
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
        return Objects.requireNonNull(registry)
                .register(
                        Objects.requireNonNull(settings).subject(key.topic()),
                        new RegisteredSchema(TYPE, text, List.of()));
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value == null) {
            return SchemaAndValue.NULL;
        }
        ByteBuffer buffer = Framing.unframe(value);
        RegisteredSchema schema = Objects.requireNonNull(registry).byId(buffer.getInt());
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
