package io.npipeline.integration.sibling;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.storage.Converter;
import org.jspecify.annotations.Nullable;

/** Text. Says in the log what it was told, as {@link #BEGINNING} and a line for each setting. */
public final class TalkativeConverter implements Converter {

    public static final String BEGINNING = "TalkativeConverter values:";

    @Override
    public void configure(Map<String, ?> configs, boolean isKey) {
        StringBuilder told = new StringBuilder(BEGINNING);
        new TreeMap<String, Object>(configs)
                .forEach((name, value) ->
                        told.append("\n\t").append(name).append(" = ").append(value));
        System.out.println(told);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        return String.valueOf(value).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] value) {
        return value == null
                ? SchemaAndValue.NULL
                : new SchemaAndValue(Schema.STRING_SCHEMA, new String(value, StandardCharsets.UTF_8));
    }
}
