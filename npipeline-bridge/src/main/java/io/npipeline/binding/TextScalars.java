package io.npipeline.binding;

import java.util.List;
import java.util.UUID;
import org.apache.kafka.connect.data.SchemaBuilder;

/** Text and what is close to it. */
final class TextScalars {

    static final List<Scalar<?>> ALL = List.of(
            Scalar.ofConnect(Boolean.class, SchemaBuilder::bool, TextScalars::readBoolean),
            Scalar.ofConnect(String.class, SchemaBuilder::string, TextScalars::readString),
            Scalar.ofText(Character.class, String::valueOf, TextScalars::readCharacter),
            Scalar.ofText(UUID.class, UUID::toString, value -> Scalar.parse("a UUID", value, TextScalars::parseUuid)));

    private TextScalars() {}

    private static Boolean readBoolean(Object value) {
        if (value instanceof Boolean truth) {
            return truth;
        }
        throw Misfit.expected("BOOLEAN", value);
    }

    private static String readString(Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw Misfit.expected("STRING", value);
    }

    private static Character readCharacter(Object value) {
        if (value instanceof String text && text.length() == 1) {
            return text.charAt(0);
        }
        throw Misfit.expected("STRING of one character", value);
    }

    private static UUID parseUuid(String text) {
        UUID uuid = UUID.fromString(text);
        // fromString also takes "1-2-3-4-5".
        if (!uuid.toString().equalsIgnoreCase(text)) {
            throw new IllegalArgumentException(text);
        }
        return uuid;
    }
}
