package io.npipeline.formats.converter;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Timestamp;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Messages of one type to Connect data. What is not set and can tell so is null. Immutable. */
final class MessageReader {

    static final String TIMESTAMP = "google.protobuf.Timestamp";

    private static final int MAX_DEPTH = 32;

    private final Schema schema;

    MessageReader(Descriptor type) {
        schema = struct(type, 0).build();
    }

    Struct read(Message message) {
        return struct(schema, message);
    }

    private static SchemaBuilder struct(Descriptor type, int depth) {
        if (depth > MAX_DEPTH) {
            throw new DataException(
                    "Message " + type.getFullName() + " contains itself, which Connect has no schema for");
        }
        SchemaBuilder struct = SchemaBuilder.struct().name(type.getFullName());
        for (FieldDescriptor field : type.getFields()) {
            struct.field(field.getName(), schema(field, depth));
        }
        return struct;
    }

    private static Schema schema(FieldDescriptor field, int depth) {
        if (field.isMapField()) {
            Descriptor entry = field.getMessageType();
            return SchemaBuilder.map(
                            single(entry.findFieldByNumber(1), depth).build(),
                            single(entry.findFieldByNumber(2), depth).optional().build())
                    .build();
        }
        SchemaBuilder single = single(field, depth);
        if (field.isRepeated()) {
            return SchemaBuilder.array(single.build()).build();
        }
        return field.hasPresence() ? single.optional().build() : single.build();
    }

    private static SchemaBuilder single(FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> SchemaBuilder.int32();
            case LONG -> SchemaBuilder.int64();
            case FLOAT -> SchemaBuilder.float32();
            case DOUBLE -> SchemaBuilder.float64();
            case BOOLEAN -> SchemaBuilder.bool();
            case STRING, ENUM -> SchemaBuilder.string();
            case BYTE_STRING -> SchemaBuilder.bytes();
            case MESSAGE ->
                field.getMessageType().getFullName().equals(TIMESTAMP)
                        ? Timestamp.builder()
                        : struct(field.getMessageType(), depth + 1);
        };
    }

    private static Struct struct(Schema schema, Message message) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            FieldDescriptor descriptor = message.getDescriptorForType().findFieldByName(field.name());
            struct.put(field, value(field.schema(), descriptor, message));
        }
        return struct;
    }

    private static @Nullable Object value(Schema schema, FieldDescriptor field, Message message) {
        if (field.isMapField()) {
            return map(schema, (List<?>) message.getField(field));
        }
        if (field.isRepeated()) {
            return ((List<?>) message.getField(field))
                    .stream().map(one -> single(schema.valueSchema(), one)).toList();
        }
        return field.hasPresence() && !message.hasField(field) ? null : single(schema, message.getField(field));
    }

    private static Map<Object, Object> map(Schema schema, List<?> entries) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (Object one : entries) {
            Message entry = (Message) one;
            Descriptor type = entry.getDescriptorForType();
            map.put(
                    single(schema.keySchema(), entry.getField(type.findFieldByNumber(1))),
                    single(schema.valueSchema(), entry.getField(type.findFieldByNumber(2))));
        }
        return map;
    }

    private static Object single(Schema schema, Object value) {
        if (value instanceof EnumValueDescriptor constant) {
            return constant.getName();
        }
        if (value instanceof ByteString bytes) {
            return bytes.toByteArray();
        }
        if (value instanceof Message message) {
            return LogicalValues.isTimestamp(schema) ? instant(message) : struct(schema, message);
        }
        return value;
    }

    @SuppressWarnings("JavaUtilDate") // the class that Connect chose
    private static Date instant(Message timestamp) {
        Descriptor type = timestamp.getDescriptorForType();
        long seconds = (Long) timestamp.getField(type.findFieldByName("seconds"));
        int nanos = (Integer) timestamp.getField(type.findFieldByName("nanos"));
        return Date.from(Instant.ofEpochSecond(seconds, nanos));
    }
}
