package io.npipeline.binding;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Connect data as trees of Jackson's and back: in the shape of {@link BodyForm#MAP}, as JSON text would show it. */
final class JsonTrees {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonTrees() {}

    static JsonNode of(@Nullable Object value) {
        if (value instanceof JsonNode node) {
            return node;
        }
        if (value instanceof Struct struct) {
            return of(PlainStruct.toMap(struct));
        }
        if (value instanceof Map<?, ?> map) {
            ObjectNode object = NODES.objectNode();
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                String key = PlainStruct.key(entry.getKey());
                try {
                    object.set(key, of(entry.getValue()));
                } catch (Misfit misfit) {
                    throw misfit.inComponent(key);
                }
            }
            if (object.size() < map.size()) {
                throw PlainStruct.sameKeys();
            }
            return object;
        }
        if (value instanceof Collection<?> items) {
            ArrayNode array = NODES.arrayNode(items.size());
            for (Object item : items) {
                try {
                    array.add(of(item));
                } catch (Misfit misfit) {
                    throw misfit.atElement(array.size());
                }
            }
            return array;
        }
        return value == null ? NODES.nullNode() : ofScalar(value);
    }

    private static JsonNode ofScalar(Object value) {
        if (value instanceof String text) {
            return NODES.textNode(text);
        }
        if (value instanceof Boolean truth) {
            return NODES.booleanNode(truth);
        }
        if (value instanceof byte[] bytes) {
            return NODES.textNode(Base64.getEncoder().encodeToString(bytes));
        }
        if (value instanceof ByteBuffer buffer) {
            return ofScalar(BinaryScalars.copy(buffer));
        }
        if (value instanceof Date date) {
            return NODES.textNode(LogicalTimes.toInstant(date).toString());
        }
        if (value instanceof Number number) {
            return ofNumber(number);
        }
        throw Misfit.expected("what JSON can show", value);
    }

    /** As Jackson would read it from text: an int where that is enough. */
    private static JsonNode ofNumber(Number number) {
        if (number instanceof Integer || number instanceof Long || number instanceof Short || number instanceof Byte) {
            long value = number.longValue();
            return value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
        }
        if (number instanceof BigInteger value) {
            return NODES.numberNode(value);
        }
        if (number instanceof BigDecimal value) {
            return DecimalNode.valueOf(value);
        }
        // The text of a float is the shortest decimal that means it: 0.1, not 0.10000000149.
        return NODES.numberNode(Double.parseDouble(number.toString()));
    }

    /** Maps, lists and scalars, of which Connect has each. */
    static @Nullable Object toPlain(JsonNode node) {
        return toPlain(node, JsonTrees::toConnect);
    }

    /** The same, with numbers of any length as they are. */
    static @Nullable Object toExact(JsonNode node) {
        return toPlain(node, number -> number);
    }

    static Misfit missing() {
        return new Misfit("expected a JSON value, got a missing node, which stands for none");
    }

    /**
     * Connect has no number without a scale: a {@code long} or {@code double} of the very digits, or else text, as
     * decimals are in {@link BodyForm#MAP}.
     */
    private static Object toConnect(Number number) {
        if (number instanceof BigInteger integer && integer.bitLength() < Long.SIZE) {
            return integer.longValue();
        }
        if (number instanceof BigInteger || number instanceof BigDecimal) {
            double nearest = number.doubleValue();
            BigDecimal exact = number instanceof BigDecimal decimal ? decimal : new BigDecimal((BigInteger) number);
            return Double.isFinite(nearest) && BigDecimal.valueOf(nearest).compareTo(exact) == 0
                    ? (Object) nearest
                    : number.toString();
        }
        return number;
    }

    private static @Nullable Object toPlain(JsonNode node, Function<Number, Object> numbers) {
        return switch (node.getNodeType()) {
            case OBJECT -> toMap(node, numbers);
            case ARRAY -> toList(node, numbers);
            case STRING -> node.textValue();
            case BINARY -> node.asText();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> numbers.apply(node.numberValue());
            case NULL -> null;
            case MISSING -> throw missing();
            case POJO -> throw new Misfit("expected what JSON text has, got a node of an object");
        };
    }

    private static Map<String, @Nullable Object> toMap(JsonNode object, Function<Number, Object> numbers) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : object.properties()) {
            try {
                map.put(entry.getKey(), toPlain(entry.getValue(), numbers));
            } catch (Misfit misfit) {
                throw misfit.inComponent(entry.getKey());
            }
        }
        return map;
    }

    private static List<@Nullable Object> toList(JsonNode array, Function<Number, Object> numbers) {
        List<@Nullable Object> list = new ArrayList<>(array.size());
        for (JsonNode element : array) {
            try {
                list.add(toPlain(element, numbers));
            } catch (Misfit misfit) {
                throw misfit.atElement(list.size());
            }
        }
        return list;
    }
}
