package io.npipeline.formats.converter;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;

/** Connect schemas as JSON Schemas, with what those cannot say in the keywords that Confluent uses for it. */
final class JsonSchemaText {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonSchemaText() {}

    static String of(Schema schema) {
        return node(schema)
                .put("$schema", "http://json-schema.org/draft-07/schema#")
                .toString();
    }

    private static ObjectNode node(Schema schema) {
        ObjectNode definite = definite(schema);
        if (schema.name() != null) {
            definite.put("title", schema.name());
        }
        if (!schema.isOptional()) {
            return definite;
        }
        ObjectNode optional = NODES.objectNode();
        optional.putArray("oneOf").add(NODES.objectNode().put("type", "null")).add(definite);
        return optional;
    }

    private static ObjectNode definite(Schema schema) {
        return switch (schema.type()) {
            case INT8, INT16, INT32, INT64 -> typed("integer", schema);
            case FLOAT32, FLOAT64 -> floating(schema);
            case BOOLEAN -> NODES.objectNode().put("type", "boolean");
            case STRING -> NODES.objectNode().put("type", "string");
            case BYTES -> typed("string", schema).put("contentEncoding", "base64");
            case ARRAY -> NODES.objectNode().put("type", "array").set("items", node(schema.valueSchema()));
            case MAP -> typed("object", schema).set("additionalProperties", node(schema.valueSchema()));
            case STRUCT -> struct(schema);
        };
    }

    private static ObjectNode typed(String type, Schema schema) {
        return NODES.objectNode()
                .put("type", type)
                .put("connect.type", schema.type().getName().toLowerCase(Locale.ROOT));
    }

    /** JSON has no number for what is none, nor for the infinities: these are text. */
    private static ObjectNode floating(Schema schema) {
        ObjectNode node =
                NODES.objectNode().put("connect.type", schema.type().getName().toLowerCase(Locale.ROOT));
        ObjectNode text = NODES.objectNode().put("type", "string");
        text.putArray("enum").add("NaN").add("Infinity").add("-Infinity");
        node.putArray("oneOf").add(NODES.objectNode().put("type", "number")).add(text);
        return node;
    }

    private static ObjectNode struct(Schema schema) {
        ObjectNode node = NODES.objectNode().put("type", "object");
        ObjectNode properties = node.putObject("properties");
        for (Field field : schema.fields()) {
            properties.set(field.name(), node(field.schema()));
            if (!field.schema().isOptional()) {
                node.withArray("required").add(field.name());
            }
        }
        return node;
    }
}
