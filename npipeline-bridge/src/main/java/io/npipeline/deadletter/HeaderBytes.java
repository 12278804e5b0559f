package io.npipeline.deadletter;

import io.npipeline.binding.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Keys and header values as the bytes that a plain client reads: bytes and text as they are, the rest as JSON. */
public final class HeaderBytes {

    private HeaderBytes() {}

    /** The value as bytes; {@code null} for none. */
    public static byte @Nullable [] bytes(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            byte[] bytes = new byte[buffer.remaining()];
            buffer.duplicate().get(bytes);
            return bytes;
        }
        String text = value instanceof String already ? already : JsonText.toString(value);
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
