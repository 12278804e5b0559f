package io.npipeline.formats.converter;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.errors.DataException;

/**
 * Connect schemas as Protobuf files. Fields are numbered in their order, so a field may be added at the end only. What may be
 * null is {@code optional}; times of day and dates are numbers, as there is no type for them that comes with Protobuf.
 *
 * <p>Not thread safe.
 */
final class ProtobufText {

    private static final String TIMESTAMP = "google.protobuf.Timestamp";

    /** Messages within the first one, by their names. */
    private final Map<String, Schema> nested = new LinkedHashMap<>();

    private boolean importsTimestamp;

    private ProtobufText() {}

    static String of(Schema schema) {
        if (schema.type() != Schema.Type.STRUCT || schema.name() == null) {
            throw new DataException("Only a STRUCT with a name is a message of Protobuf, not " + schema);
        }
        return new ProtobufText().file(schema);
    }

    private String file(Schema schema) {
        List<String> lines = new ArrayList<>(fields(schema, "  "));
        List<Schema> written = new ArrayList<>();
        while (written.size() < nested.size()) {
            Schema next = new ArrayList<>(nested.values()).get(written.size());
            written.add(next);
            lines.add("  message " + simpleName(next) + " {");
            lines.addAll(fields(next, "    "));
            lines.add("  }");
        }
        String name = schema.name();
        int dot = name.lastIndexOf('.');
        return "syntax = \"proto3\";\n"
                + (dot < 0 ? "" : "package " + name.substring(0, dot) + ";\n")
                + (importsTimestamp ? "\nimport \"google/protobuf/timestamp.proto\";\n" : "")
                + "\nmessage " + simpleName(schema) + " {\n"
                + String.join("\n", lines)
                + "\n}\n";
    }

    private List<String> fields(Schema schema, String indent) {
        List<String> lines = new ArrayList<>();
        for (Field field : schema.fields()) {
            lines.add(indent + declaration(field.schema()) + " " + field.name() + " = " + (field.index() + 1) + ";");
        }
        return lines;
    }

    private String declaration(Schema schema) {
        return switch (schema.type()) {
            case ARRAY -> "repeated " + type(schema.valueSchema());
            case MAP -> {
                if (schema.keySchema().type() != Schema.Type.STRING) {
                    throw new DataException("The keys of a map must be text here");
                }
                yield "map<string, " + type(schema.valueSchema()) + ">";
            }
            default -> (schema.isOptional() && !isMessage(schema) ? "optional " : "") + type(schema);
        };
    }

    /** Messages are always optional. */
    private static boolean isMessage(Schema schema) {
        return schema.type() == Schema.Type.STRUCT || LogicalValues.isTimestamp(schema);
    }

    private String type(Schema schema) {
        return switch (schema.type()) {
            case INT8, INT16, INT32 -> "int32";
            case INT64 -> LogicalValues.isTimestamp(schema) ? timestamp() : "int64";
            case FLOAT32 -> "float";
            case FLOAT64 -> "double";
            case BOOLEAN -> "bool";
            case STRING -> "string";
            case BYTES -> "bytes";
            case STRUCT -> nested(schema);
            case ARRAY, MAP -> throw new DataException("Protobuf has no lists or maps of lists or maps");
        };
    }

    private String timestamp() {
        importsTimestamp = true;
        return TIMESTAMP;
    }

    private String nested(Schema schema) {
        String name = simpleName(schema);
        Schema other = nested.putIfAbsent(name, schema);
        if (other != null && !other.fields().equals(schema.fields())) {
            throw new DataException("Two different messages are called " + name);
        }
        return name;
    }

    private static String simpleName(Schema schema) {
        String name = schema.name();
        if (name == null) {
            throw new DataException("A STRUCT needs a name to be a message of Protobuf");
        }
        return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
}
