package io.npipeline.binding;

import java.util.List;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;

/**
 * The parameters by which Confluent's converters know enums and unions in a Connect schema. The generalized ones are common
 * to all three of their formats, but are heeded for enums only with {@code generalized.sum.type.support}; otherwise each
 * format has its own, under the name of its converter.
 */
final class NativeSchemas {

    private static final String ENUM = "org.apache.kafka.connect.data.Enum";
    private static final String UNION = "org.apache.kafka.connect.data.Union";
    private static final String AVRO_ENUM = "io.confluent.connect.avro.Enum";
    private static final String PROTOBUF_ENUM = "io.confluent.connect.protobuf.Enum";
    private static final String JSON_ENUM = "io.confluent.connect.json.Enum";

    private NativeSchemas() {}

    /** An enum with its symbols, which are numbered in their order. */
    static SchemaBuilder ofEnum(String name, List<String> symbols) {
        // Protobuf has the enum inside of the message, and looks for it by the simple name in either parameter.
        String simpleName = SchemaNames.simple(name);
        SchemaBuilder schema = SchemaBuilder.string()
                .name(name)
                .parameter(AVRO_ENUM, name)
                .parameter(PROTOBUF_ENUM, simpleName)
                .parameter(JSON_ENUM, "")
                .parameter(ENUM, simpleName);
        for (int i = 0; i < symbols.size(); i++) {
            String symbol = symbols.get(i);
            String number = String.valueOf(i);
            schema.parameter(AVRO_ENUM + "." + symbol, symbol)
                    .parameter(PROTOBUF_ENUM + "." + symbol, number)
                    .parameter(JSON_ENUM + "." + symbol, symbol)
                    .parameter(ENUM + "." + symbol, number);
        }
        return schema;
    }

    /** Marks the schema of a Struct with a field for each case as that of a union. */
    static SchemaBuilder markUnion(SchemaBuilder cases) {
        return cases.parameter(UNION, SchemaNames.simple(cases.name()));
    }

    /** Whether formats make a type of the schema that has a name, and with it one definition only. */
    static boolean isNamed(Schema schema) {
        return schema.type() == Schema.Type.STRUCT
                || (schema.parameters() != null && schema.parameters().containsKey(ENUM));
    }
}
