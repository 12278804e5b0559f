package io.npipeline.binding;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** How many bytes a value of Connect's takes: exact for bytes, by characters for text. */
public final class ValueSize {

    private static final int SCALAR_BYTES = 8;

    private ValueSize() {}

    /** An estimate: numbers and the like, and structures for themselves, count as eight. */
    public static long estimate(@Nullable Object value) {
        return walk(value, SCALAR_BYTES);
    }

    /** What no converter comes below: the bytes and texts in the value, and none for what it does not know. */
    public static long atLeast(@Nullable Object value) {
        return walk(value, 0);
    }

    private static long walk(@Nullable Object value, int scalarBytes) {
        if (value == null) {
            return 0;
        }
        if (value instanceof byte[] bytes) {
            return bytes.length;
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.remaining();
        }
        if (value instanceof String text) {
            return text.length();
        }
        long bytes = scalarBytes;
        if (value instanceof Struct struct) {
            for (Field field : struct.schema().fields()) {
                bytes += walk(struct.getWithoutDefault(field.name()), scalarBytes);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                bytes += walk(entry.getKey(), scalarBytes) + walk(entry.getValue(), scalarBytes);
            }
        } else if (value instanceof Collection<?> items) {
            for (Object item : items) {
                bytes += walk(item, scalarBytes);
            }
        }
        return bytes;
    }
}
