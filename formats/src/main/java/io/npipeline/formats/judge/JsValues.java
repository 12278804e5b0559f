package io.npipeline.formats.judge;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values of JavaScript in JSON, in the form that {@code values.js} describes. */
public final class JsValues {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MAX_LONG_DIGITS = 18;

    private JsValues() {}

    /** Maps, lists, text, truth values and bytes; longs as BigInt, other numbers as numbers. */
    public static JsonNode of(@Nullable Object value) {
        if (value == null) {
            return NODES.nullNode();
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof Long whole) {
            return NODES.objectNode().put("$i", whole.toString());
        }
        if (value instanceof Float number) {
            return NODES.objectNode().put("$n", Double.toString(number)); // JavaScript has doubles only
        }
        if (value instanceof Number number) {
            return NODES.objectNode().put("$n", number.toString());
        }
        if (value instanceof byte[] bytes) {
            return NODES.objectNode().put("$b", Base64.getEncoder().encodeToString(bytes));
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            map.forEach((name, content) -> object.set(String.valueOf(name), of(content)));
            return object;
        }
        if (value instanceof Collection<?> items) {
            ArrayNode array = NODES.arrayNode();
            items.forEach(item -> array.add(of(item)));
            return array;
        }
        return NODES.textNode(value.toString());
    }

    /** The value in an answer: as JavaScript has it, or as the text of JSON that the serde has found valid. */
    static Object toJava(JsonNode result) throws IOException {
        Object value = result.has("text")
                ? JSON.readValue(result.path("text").asText(), Object.class)
                : content(result.path("value"));
        if (value == null) {
            throw new IllegalArgumentException("The judge read nothing");
        }
        return value;
    }

    private static @Nullable Object content(JsonNode node) {
        if (node.isNull()) {
            return null;
        }
        if (node.isArray()) {
            List<@Nullable Object> items = new ArrayList<>();
            node.forEach(item -> items.add(content(item)));
            return items;
        }
        if (node.isBoolean()) {
            return node.booleanValue();
        }
        if (node.isTextual()) {
            return node.textValue();
        }
        if (!node.isObject()) {
            throw new IllegalArgumentException("The judge has no such value: " + node);
        }
        if (node.has("$n")) {
            return number(node.path("$n").asText());
        }
        if (node.has("$i")) {
            return Long.parseLong(node.path("$i").asText());
        }
        if (node.has("$b")) {
            return Base64.getDecoder().decode(node.path("$b").asText());
        }
        if (node.has("$t")) {
            JsonNode time = node.path("$t");
            return Instant.ofEpochSecond(time.path(0).asLong(), time.path(1).asLong())
                    .toString();
        }
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(property -> map.put(property.getKey(), content(property.getValue())));
        return map;
    }

    /** What JavaScript writes for a number; it does not tell whole numbers from others. */
    private static Object number(String text) {
        boolean isWhole = text.matches("-?\\d+") && !text.equals("-0");
        if (!isWhole) {
            return Double.parseDouble(text);
        }
        return text.length() <= MAX_LONG_DIGITS ? Long.parseLong(text) : new BigDecimal(text);
    }
}
