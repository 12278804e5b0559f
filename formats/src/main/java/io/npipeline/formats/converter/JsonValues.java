package io.npipeline.formats.converter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Connect values as JSON: bytes in base64, times as numbers, what is no number as text. */
final class JsonValues {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonValues() {}

    static JsonNode of(Schema schema, @Nullable Object value) {
        Object plain = value == null ? null : LogicalValues.plain(schema, value);
        if (plain == null) {
            return NODES.nullNode();
        }
        return switch (schema.type()) {
            case INT8, INT16, INT32, INT64 -> NODES.numberNode(((Number) plain).longValue());
            case FLOAT32 -> NODES.numberNode((Float) plain); // which Jackson writes as text where it is no number
            case FLOAT64 -> NODES.numberNode((Double) plain);
            case BOOLEAN -> NODES.booleanNode((Boolean) plain);
            case STRING -> NODES.textNode((String) plain);
            case BYTES ->
                NODES.binaryNode(
                        plain instanceof ByteBuffer buffer ? Framing.rest(buffer.duplicate()) : (byte[]) plain);
            case ARRAY -> array(schema, (List<?>) plain);
            case MAP -> map(schema, (Map<?, ?>) plain);
            case STRUCT -> struct((Struct) plain);
        };
    }

    private static JsonNode array(Schema schema, List<?> values) {
        ArrayNode array = NODES.arrayNode();
        values.forEach(value -> array.add(of(schema.valueSchema(), value)));
        return array;
    }

    private static JsonNode map(Schema schema, Map<?, ?> values) {
        ObjectNode object = NODES.objectNode();
        values.forEach((key, value) -> {
            if (!(key instanceof String name)) {
                throw new DataException("The keys of a map must be text to be names in JSON, not " + key);
            }
            object.set(name, of(schema.valueSchema(), value));
        });
        return object;
    }

    private static JsonNode struct(Struct struct) {
        ObjectNode object = NODES.objectNode();
        for (Field field : struct.schema().fields()) {
            object.set(field.name(), of(field.schema(), struct.get(field)));
        }
        return object;
    }
}
