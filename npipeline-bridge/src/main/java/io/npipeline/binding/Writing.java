package io.npipeline.binding;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.data.Struct;

/**
 * Turns a whole body into Connect data: objects and JSON in the form asked for, what Connect knows itself as it is.
 *
 * <p>Implementations are thread safe.
 */
@FunctionalInterface
interface Writing {

    /**
     * The body as Connect data.
     *
     * @throws Misfit when the body has a part that Connect cannot hold
     */
    SchemaAndValue write(Object body);

    /**
     * The writing of a type.
     *
     * @throws Misfit when the type cannot be written in the form
     */
    static Writing of(Class<?> type, BodyForm form) {
        return type == Object.class ? new WritingByClass(form) : ofDefinite(type, form);
    }

    /** The same, for a type that is not {@code Object}. */
    static Writing ofDefinite(Class<?> type, BodyForm form) {
        if (TypeBindings.isObject(type)) {
            return ofObject(type, form);
        }
        if (type == JsonNode.class) {
            return ofTree(form);
        }
        if (type != Object.class && BodyTypes.isConnectType(type)) {
            return Writing::asIs;
        }
        throw BodyTypes.refused(type);
    }

    private static Writing ofObject(Class<?> type, BodyForm form) {
        boolean isText = form == BodyForm.JSON_STRING || form == BodyForm.JSON_BYTES;
        Binding binding = new TypeBindings(isText).of(BoundType.of(type));
        return switch (form) {
            case STRUCT -> {
                Schema schema = binding.schema(new Derivation()).build();
                yield body -> new SchemaAndValue(schema, binding.write(body, schema));
            }
            case MAP -> body -> new SchemaAndValue(null, binding.write(body, null));
            case JSON_STRING ->
                body -> new SchemaAndValue(Schema.STRING_SCHEMA, JsonText.toString(binding.write(body, null)));
            case JSON_BYTES ->
                body -> new SchemaAndValue(Schema.BYTES_SCHEMA, JsonText.toBytes(binding.write(body, null)));
        };
    }

    /** A tree has no schema, so its two forms without text are the same. */
    private static Writing ofTree(BodyForm form) {
        return switch (form) {
            case STRUCT, MAP -> body -> new SchemaAndValue(null, JsonTrees.toPlain(notNull(body)));
            case JSON_STRING -> body -> new SchemaAndValue(Schema.STRING_SCHEMA, JsonText.toString(present(body)));
            case JSON_BYTES -> body -> new SchemaAndValue(Schema.BYTES_SCHEMA, JsonText.toBytes(present(body)));
        };
    }

    private static JsonNode present(Object body) {
        JsonNode node = (JsonNode) body;
        if (node.isMissingNode()) {
            throw JsonTrees.missing();
        }
        return node;
    }

    /** Nobody who writes a tree means to delete what its key stands for. */
    private static JsonNode notNull(Object body) {
        JsonNode node = present(body);
        if (node.isNull()) {
            throw new Misfit(
                    "expected a JSON value, got a null node, which would be a tombstone; write null itself for one");
        }
        return node;
    }

    private static SchemaAndValue asIs(Object body) {
        if (body instanceof Struct struct) {
            return new SchemaAndValue(struct.schema(), struct);
        }
        if (body instanceof Map || body instanceof List) {
            return new SchemaAndValue(null, body);
        }
        // Connect has no type for a single character.
        Object value = body instanceof Character character ? character.toString() : body;
        return new SchemaAndValue(BodyTypes.scalarSchema(body), value);
    }
}
