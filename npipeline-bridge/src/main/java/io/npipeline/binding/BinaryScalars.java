package io.npipeline.binding;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Bytes. In JSON they are base64 text, the way JsonConverter has them too. */
final class BinaryScalars {

    static final List<Scalar<?>> ALL = List.of(
            Scalar.ofConnect(byte[].class, SchemaBuilder::bytes, BinaryScalars::readBytes),
            // Written as an array: JsonConverter takes the whole array behind a buffer, whatever the buffer's bounds.
            Scalar.of(
                    ByteBuffer.class,
                    SchemaBuilder::bytes,
                    BinaryScalars::copy,
                    BinaryScalars::copy,
                    value -> ByteBuffer.wrap(readBytes(value))));

    private BinaryScalars() {}

    /** The bytes between the buffer's position and its limit; the buffer itself is not moved. */
    static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    private static byte[] readBytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            return copy(buffer);
        }
        return Scalar.parse("BYTES or base64 text", value, Base64.getDecoder()::decode);
    }
}
