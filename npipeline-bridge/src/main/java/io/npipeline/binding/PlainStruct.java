package io.npipeline.binding;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Date;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/**
 * Structs without their schema: nested maps, in which logical types are text, just as {@link BodyForm#MAP} writes
 * them.
 */
final class PlainStruct {

    private PlainStruct() {}

    static Map<String, @Nullable Object> toMap(Struct struct) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Field field : struct.schema().fields()) {
            map.put(field.name(), plain(field.schema(), struct.get(field)));
        }
        return map;
    }

    private static @Nullable Object plain(Schema schema, @Nullable Object value) {
        if (value instanceof Struct struct) {
            return toMap(struct);
        }
        if (value instanceof Collection<?> items) {
            List<@Nullable Object> elements = new ArrayList<>(items.size());
            items.forEach(item -> elements.add(plain(schema.valueSchema(), item)));
            return elements;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, entry) ->
                    entries.put(key(plain(schema.keySchema(), key)), plain(schema.valueSchema(), entry)));
            if (entries.size() < map.size()) {
                throw sameKeys();
            }
            return entries;
        }
        if (value instanceof BigDecimal decimal) {
            return decimal.toString();
        }
        return value instanceof java.util.Date date ? time(schema.name(), date) : value;
    }

    /** A key as text: bytes in base64, as everywhere in JSON. */
    static String key(@Nullable Object key) {
        if (key instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        return key instanceof ByteBuffer buffer ? key(BinaryScalars.copy(buffer)) : String.valueOf(key);
    }

    static Misfit sameKeys() {
        return new Misfit("two keys of a map are the same text");
    }

    private static Object time(@Nullable String logicalName, java.util.Date value) {
        if (Date.LOGICAL_NAME.equals(logicalName)) {
            return LogicalTimes.toLocalDate(value).toString();
        }
        if (Time.LOGICAL_NAME.equals(logicalName)) {
            return LogicalTimes.toLocalTime(value).toString();
        }
        if (Timestamp.LOGICAL_NAME.equals(logicalName)) {
            return LogicalTimes.toInstant(value).toString();
        }
        return value;
    }
}
