package io.npipeline.formats.converter;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.connect.errors.DataException;

/** What Confluent's serdes put before the bytes of a value: a zero and the id of the schema. */
final class Framing {

    private static final byte MAGIC = 0;

    private Framing() {}

    static byte[] frame(int schemaId, byte[] content) {
        return ByteBuffer.allocate(1 + Integer.BYTES + content.length)
                .put(MAGIC)
                .putInt(schemaId)
                .put(content)
                .array();
    }

    /** The buffer of a framed value, from which the id is to be read next. */
    static ByteBuffer unframe(byte[] framed) {
        if (framed.length < 1 + Integer.BYTES || framed[0] != MAGIC) {
            throw new DataException("The value does not begin with a zero and the id of a schema");
        }
        return ByteBuffer.wrap(framed, 1, framed.length - 1);
    }

    static byte[] rest(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /**
     * The place of a message within its file: its index, then that within the message around it and so on. One zero stands
     * for the first message of the file.
     */
    static List<Integer> messageIndexes(ByteBuffer buffer) {
        try {
            int count = signedVarint(buffer);
            if (count == 0) {
                return List.of(0);
            }
            List<Integer> indexes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                indexes.add(signedVarint(buffer));
            }
            return indexes;
        } catch (BufferUnderflowException e) {
            throw new DataException("The value ends where it should say which message it is", e);
        }
    }

    private static int signedVarint(ByteBuffer buffer) {
        int value = 0;
        int shift = 0;
        byte next;
        do {
            next = buffer.get();
            value |= (next & 0x7f) << shift;
            shift += 7;
        } while (next < 0);
        return (value >>> 1) ^ -(value & 1);
    }
}
