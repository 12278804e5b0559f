package io.npipeline.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** How whole bodies are read. Unlike a component, a body may come as text or bytes that still have to be parsed. */
final class BodyReadings {

    private BodyReadings() {}

    static Reading of(Class<?> type) {
        if (TypeBindings.isObject(type)) {
            Binding binding = new TypeBindings(false).of(BoundType.of(type));
            return value -> binding.read(parseIfText(value));
        }
        if (type == JsonNode.class) {
            return value -> JsonTrees.of(parseIfText(value));
        }
        if (type == Object.class) {
            return value -> value;
        }
        if (type == Struct.class) {
            return UntypedBinding.STRUCT;
        }
        if (type == Map.class) {
            return BodyReadings::map;
        }
        if (type == List.class) {
            return BodyReadings::list;
        }
        if (type == String.class) {
            return BodyReadings::string;
        }
        if (type == byte[].class) {
            return BodyReadings::bytes;
        }
        if (type == ByteBuffer.class) {
            return value -> value instanceof ByteBuffer ? value : ByteBuffer.wrap(bytes(value));
        }
        Scalar<?> scalar = BodyTypes.isConnectType(type) ? Scalars.find(type) : null;
        if (scalar == null) {
            throw BodyTypes.refused(type);
        }
        return scalar;
    }

    private static Object map(Object value) {
        if (value instanceof Struct struct) {
            return PlainStruct.toMap(struct);
        }
        Object parsed = parseIfText(value);
        if (parsed instanceof Map) {
            return parsed;
        }
        throw Misfit.expected("MAP", parsed);
    }

    private static Object list(Object value) {
        Object parsed = parseIfText(value);
        if (parsed instanceof List) {
            return parsed;
        }
        throw Misfit.expected("ARRAY", parsed);
    }

    private static String string(Object value) {
        String text = textOrNull(value);
        if (text == null) {
            throw Misfit.expected("STRING", value);
        }
        return text;
    }

    private static byte[] bytes(Object value) {
        if (value instanceof byte[] bytes) {
            return bytes;
        }
        if (value instanceof ByteBuffer buffer) {
            return BinaryScalars.copy(buffer);
        }
        if (value instanceof String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }
        throw Misfit.expected("BYTES", value);
    }

    private static Object parseIfText(Object value) {
        String text = textOrNull(value);
        return text == null ? value : JsonParsing.parse(text);
    }

    private static @Nullable String textOrNull(Object value) {
        if (value instanceof byte[] bytes) {
            return Utf8.decode(ByteBuffer.wrap(bytes));
        }
        if (value instanceof ByteBuffer buffer) {
            return Utf8.decode(buffer);
        }
        return value instanceof String text ? text : null;
    }
}
