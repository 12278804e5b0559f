package io.npipeline.message;

import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** One header as Connect's header converter delivered it. Immutable as long as its value is. */
public record MessageHeader(
        String key, @Nullable Object value, @Nullable Schema schema) {

    /** A text header. */
    public static MessageHeader of(String key, String value) {
        return new MessageHeader(key, value, Schema.STRING_SCHEMA);
    }
}
