package io.npipeline.integration.sibling;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.DataException;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** Text, written backwards. Insists on being called as the worker calls plugins: with its own class loader in place. */
public final class BackwardsConverter implements Converter {

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        requireOwnLoader();
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return backwards(String.valueOf(value)).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        requireOwnLoader();
        return value == null
                ? SchemaAndValue.NULL
                : new SchemaAndValue(Schema.STRING_SCHEMA, backwards(new String(value, StandardCharsets.UTF_8)));
    }

    private static String backwards(String text) {
        return new StringBuilder(text).reverse().toString();
    }

    private static void requireOwnLoader() {
        if (Thread.currentThread().getContextClassLoader() != BackwardsConverter.class.getClassLoader()) {
            throw new DataException("called with another plugin's class loader");
        }
    }
}
