package io.npipeline.binding;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import org.apache.kafka.connect.data.ConnectSchema;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Shows values in error messages, in Connect's words and short enough for a log line. */
final class Excerpt {

    private static final int MAX_LENGTH = 100;

    private Excerpt() {}

    /** The kind of the value, and its text or, where that could be long, its size. */
    static String of(@Nullable Object value) {
        if (value == null) {
            return "null";
        }
        if (value instanceof Struct struct) {
            String name = struct.schema().name();
            return name == null ? "STRUCT" : "STRUCT " + shorten(name);
        }
        if (value instanceof Map<?, ?> map) {
            return "MAP of size " + map.size();
        }
        if (value instanceof Collection<?> items) {
            return "ARRAY of size " + items.size();
        }
        if (value instanceof byte[] bytes) {
            return "BYTES of size " + bytes.length;
        }
        if (value instanceof ByteBuffer buffer) {
            return "BYTES of size " + buffer.remaining();
        }
        if (value instanceof String text) {
            return "STRING " + quote(text);
        }
        if (value instanceof Date date) {
            return "Date " + LogicalTimes.toInstant(date);
        }
        return kind(value) + " " + shorten(String.valueOf(value));
    }

    /** The text in double quotes. */
    static String quote(String text) {
        return '"' + shorten(text) + '"';
    }

    static String shorten(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }

    private static String kind(Object value) {
        Schema.Type type = ConnectSchema.schemaType(value.getClass());
        return type == null ? value.getClass().getSimpleName() : type.name();
    }
}
