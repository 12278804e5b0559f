package io.npipeline.formats.converter;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.Message;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/** Connect data to messages, fields to those of the same name. */
final class MessageWriter {

    private MessageWriter() {}

    static Message write(Struct struct, Descriptor type) {
        DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
        for (Field field : struct.schema().fields()) {
            Object value = struct.get(field);
            if (value != null) {
                FieldDescriptor target = type.findFieldByName(field.name());
                if (target == null) {
                    throw new DataException("Message " + type.getFullName() + " has no field " + field.name());
                }
                put(message, target, field.schema(), value);
            }
        }
        return message.build();
    }

    private static void put(DynamicMessage.Builder message, FieldDescriptor field, Schema schema, Object value) {
        if (field.isMapField()) {
            ((Map<?, ?>) value)
                    .forEach((key, content) -> message.addRepeatedField(field, entry(field, schema, key, content)));
        } else if (field.isRepeated()) {
            ((List<?>) value)
                    .forEach(one ->
                            message.addRepeatedField(field, single(field, schema.valueSchema(), present(field, one))));
        } else {
            message.setField(field, single(field, schema, value));
        }
    }

    private static Message entry(FieldDescriptor map, Schema schema, @Nullable Object key, @Nullable Object content) {
        Descriptor entry = map.getMessageType();
        FieldDescriptor keys = entry.findFieldByNumber(1);
        FieldDescriptor contents = entry.findFieldByNumber(2);
        return DynamicMessage.newBuilder(entry)
                .setField(keys, single(keys, schema.keySchema(), present(map, key)))
                .setField(contents, single(contents, schema.valueSchema(), present(map, content)))
                .build();
    }

    private static Object present(FieldDescriptor field, @Nullable Object value) {
        if (value == null) {
            throw new DataException("Field " + field.getFullName() + " holds a null, which Protobuf has none of");
        }
        return value;
    }

    private static Object single(FieldDescriptor field, Schema schema, Object value) {
        if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
            return LogicalValues.isTimestamp(schema)
                    ? timestamp((Long) LogicalValues.plain(schema, value), field.getMessageType())
                    : write((Struct) value, field.getMessageType());
        }
        Object plain = LogicalValues.plain(schema, value);
        return switch (field.getJavaType()) {
            case INT -> ((Number) plain).intValue();
            case LONG -> ((Number) plain).longValue();
            case FLOAT -> ((Number) plain).floatValue();
            case DOUBLE -> ((Number) plain).doubleValue();
            case BYTE_STRING ->
                plain instanceof ByteBuffer buffer
                        ? ByteString.copyFrom(buffer.duplicate())
                        : ByteString.copyFrom((byte[]) plain);
            case ENUM -> constant(field, plain.toString());
            default -> plain;
        };
    }

    private static EnumValueDescriptor constant(FieldDescriptor field, String name) {
        EnumValueDescriptor constant = field.getEnumType().findValueByName(name);
        if (constant == null) {
            throw new DataException("Enum " + field.getEnumType().getFullName() + " has no constant " + name);
        }
        return constant;
    }

    private static Message timestamp(long millis, Descriptor type) {
        Instant instant = Instant.ofEpochMilli(millis);
        return DynamicMessage.newBuilder(type)
                .setField(type.findFieldByName("seconds"), instant.getEpochSecond())
                .setField(type.findFieldByName("nanos"), instant.getNano())
                .build();
    }
}
