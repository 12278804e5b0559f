package io.npipeline.kafka.connect.source;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.storage.Converter;
import org.apache.kafka.connect.storage.HeaderConverter;
import org.jspecify.annotations.Nullable;

/**
 * A converter of text that cannot convert what begins with "bad", and what begins with "down" not the first two times. It notes when it is configured and closed in a journal that
 * its settings name, because a configuration can name no object.
 */
public final class TrackedConverter implements Converter, HeaderConverter {

    /** How often converters of a journal may be configured. */
    private static final String REFUSED_AFTER = "refused.after";

    private static final Map<String, List<String>> JOURNALS = new ConcurrentHashMap<>();

    private List<String> journal = List.of();
    private String type = "";
    private final AtomicInteger outages = new AtomicInteger();

    /** Where converters note what happens to them. */
    record Journal(String id) {

        static Journal begin() {
            Journal journal = new Journal(UUID.randomUUID().toString());
            JOURNALS.put(journal.id(), new CopyOnWriteArrayList<>());
            return journal;
        }

        private List<String> entries() {
            return JOURNALS.getOrDefault(id, new ArrayList<>());
        }

        /** What converters are for that are configured and not closed. Fails where one was closed twice. */
        List<String> open() {
            List<String> open = new ArrayList<>();
            for (String entry : entries()) {
                String[] words = entry.split(" ", 2);
                if (words[0].equals("configure")) {
                    open.add(words[1]);
                } else if (!open.remove(words[1])) {
                    throw new AssertionError("closed twice: " + entries());
                }
            }
            return open;
        }

        /** Settings of a relay that converts keys, values and headers with such converters. */
        void put(Map<String, String> settings) {
            for (String part : List.of("key", "value", "header")) {
                settings.put("npipeline.source." + part + ".converter", TrackedConverter.class.getName());
                settings.put("npipeline.source." + part + ".converter.journal", id);
            }
        }
    }

    @Override
    public String version() {
        return "1";
    }

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public void configure(Map<String, ?> settings) {
        type = String.valueOf(settings.get("converter.type"));
        journal = new Journal(String.valueOf(settings.get("journal"))).entries();
        journal.add("configure " + type);
        Object limit = settings.get(REFUSED_AFTER);
        if (limit != null && Collections.frequency(journal, "configure " + type) > Integer.parseInt(limit.toString())) {
            throw new ConfigException(REFUSED_AFTER, limit, "is reached");
        }
    }

    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        configure(settings);
    }

    @Override
    public SchemaAndValue toConnectData(String topic, byte @Nullable [] bytes) {
        String text = new String(bytes == null ? new byte[0] : bytes, StandardCharsets.UTF_8);
        if (text.startsWith("bad")) {
            throw new IllegalArgumentException("no text: " + text);
        }
        if (text.startsWith("down") && outages.getAndIncrement() < 2) {
            throw new RetriableException("no connection");
        }
        return new SchemaAndValue(Schema.STRING_SCHEMA, text);
    }

    @Override
    public byte[] fromConnectData(String topic, Schema schema, Object value) {
        throw new UnsupportedOperationException("converts what is read only");
    }

    @Override
    public SchemaAndValue toConnectHeader(String topic, String headerKey, byte[] value) {
        return toConnectData(topic, value);
    }

    @Override
    public byte[] fromConnectHeader(String topic, String headerKey, Schema schema, Object value) {
        throw new UnsupportedOperationException("converts what is read only");
    }

    @Override
    public void close() {
        journal.add("close " + type);
    }
}
