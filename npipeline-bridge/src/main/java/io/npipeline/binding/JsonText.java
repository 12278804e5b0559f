package io.npipeline.binding;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON of any value, and values of any JSON.
 *
 * <p>Thread safe.
 */
public final class JsonText {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(new Jdk8Module())
            .addModule(new SimpleModule().addSerializer(new StructSerializer()))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS, SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private JsonText() {}

    /** As {@link #toString(Object)}, in UTF-8. */
    public static byte[] toBytes(@Nullable Object value) {
        return toString(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The value as JSON. A {@code Struct}, a record or a bean is an object, {@code java.time} values are ISO text,
     * bytes are base64 text, NaN and the infinities are text. Never fails: a part that cannot be shown as JSON is
     * shown as the text of its {@code toString}.
     */
    public static String toString(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException | RuntimeException | StackOverflowError | LinkageError e) {
            return toStringInParts(value);
        }
    }

    /**
     * How many bytes {@link #toBytes} has, without making them.
     *
     * @param max what is counted to
     * @return more than that where it has more
     */
    public static long size(@Nullable Object value, long max) {
        CountingOutput count = new CountingOutput(max);
        try {
            MAPPER.writeValue(count, value);
            return count.bytes();
        } catch (IOException | RuntimeException | StackOverflowError | LinkageError e) {
            return count.isOver() ? count.bytes() : toBytes(value).length;
        }
    }

    /**
     * The value of the JSON text: a {@link Map}, {@link List}, {@link String}, {@link Boolean}, or a number. An
     * integer is a {@code Long}, or a {@code BigInteger} where it needs to be. Any other number is a {@code Double}
     * if that has the very digits of the text, otherwise a {@code BigDecimal}.
     *
     * @throws BindingException naming line and column when the text is malformed, and when it is a mere {@code null}
     */
    public static Object parse(String json) {
        try {
            return JsonParsing.parse(json);
        } catch (Misfit misfit) {
            throw misfit.from("JSON");
        }
    }

    private static String toStringInParts(@Nullable Object value) {
        try {
            return MAPPER.writeValueAsString(new ShowableParts(MAPPER).of(value));
        } catch (JsonProcessingException | RuntimeException e) {
            return TextNode.valueOf(ShowableParts.textOf(value)).toString();
        }
    }
}
