package io.npipeline.formats.converter;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/**
 * What the converters here have in common: their settings, the registry, and values that begin with the id of their schema.
 *
 * <p>Thread safe.
 */
abstract class RegistryConverter implements Converter {

    private @Nullable ConverterSettings settings;
    private @Nullable RegistryClient registry;

    @Override
    public final void configure(Map<String, ?> configs, boolean isKey) {
        ConverterSettings read = ConverterSettings.of(configs, isKey);
        settings = read;
        registry = new RegistryClient(read.registryUrl());
    }

    final ConverterSettings settings() {
        return Objects.requireNonNull(settings, "not configured");
    }

    final RegistryClient registry() {
        return Objects.requireNonNull(registry, "not configured");
    }

    @Override
    public final byte @Nullable [] fromConnectData(String topic, @Nullable Schema schema, @Nullable Object value) {
        return value == null ? null : write(topic, schema, value);
    }

    /** A value that is not null in its frame. */
    abstract byte[] write(String topic, @Nullable Schema schema, Object value);

    @Override
    public final SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        if (value == null) {
            return SchemaAndValue.NULL;
        }
        ByteBuffer buffer = Framing.unframe(value);
        return read(buffer.getInt(), buffer);
    }

    /**
     * The value of a frame.
     *
     * @param schemaId the id in the frame
     * @param buffer what follows it
     */
    abstract SchemaAndValue read(int schemaId, ByteBuffer buffer);
}
