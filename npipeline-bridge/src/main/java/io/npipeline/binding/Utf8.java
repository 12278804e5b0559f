package io.npipeline.binding;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strict decoding: bytes that are no UTF-8 are an error, not question marks. */
final class Utf8 {

    private Utf8() {}

    /** The text between the buffer's position and its limit; the buffer itself is not moved. */
    static String decode(ByteBuffer buffer) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(buffer.duplicate())
                    .toString();
        } catch (CharacterCodingException e) {
            throw new Misfit("expected UTF-8 text, got " + Excerpt.of(buffer) + " that are not", e);
        }
    }
}
