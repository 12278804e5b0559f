package io.npipeline.binding;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** What {@link BodyForm#MAP} and JSON make of a Struct, back to the Struct by its schema. Written for the tests alone. */
@SuppressWarnings("JavaUtilDate") // the class that Connect chose
final class PlainData {

    private PlainData() {}

    static Struct toStruct(Schema schema, Map<?, ?> plain) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, value(field.schema(), plain.get(field.name())));
        }
        return struct;
    }

    private static @Nullable Object value(Schema schema, @Nullable Object plain) {
        if (plain == null) {
            return null;
        }
        if (schema.name() != null && schema.type().isPrimitive()) {
            return logical(schema.name(), (String) plain);
        }
        return switch (schema.type()) {
            case INT8 -> ((Number) plain).byteValue();
            case INT16 -> ((Number) plain).shortValue();
            case INT32 -> ((Number) plain).intValue();
            case INT64 -> ((Number) plain).longValue();
            case FLOAT32 -> Float.valueOf(plain.toString());
            case FLOAT64 -> Double.valueOf(plain.toString());
            case BOOLEAN, STRING -> plain;
            case BYTES -> plain instanceof String text ? Base64.getDecoder().decode(text) : plain;
            case ARRAY ->
                ((Collection<?>) plain)
                        .stream()
                                .map(item -> value(schema.valueSchema(), item))
                                .collect(ArrayList::new, ArrayList::add, ArrayList::addAll);
            case MAP -> map(schema, (Map<?, ?>) plain);
            case STRUCT -> toStruct(schema, (Map<?, ?>) plain);
        };
    }

    private static Map<Object, @Nullable Object> map(Schema schema, Map<?, ?> plain) {
        boolean isText = schema.keySchema().type() == Schema.Type.STRING;
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        plain.forEach((key, item) ->
                map.put(isText ? key : Integer.valueOf((String) key), value(schema.valueSchema(), item)));
        return map;
    }

    private static Object logical(String name, String text) {
        return switch (name) {
            case Decimal.LOGICAL_NAME -> new BigDecimal(text);
            case Timestamp.LOGICAL_NAME -> Date.from(Instant.parse(text));
            case Time.LOGICAL_NAME -> new Date(LocalTime.parse(text).getLong(ChronoField.MILLI_OF_DAY));
            default -> new Date(LocalDate.parse(text).toEpochDay() * 86_400_000);
        };
    }

    /** What is equal if the data is: bytes in either class, and Structs without their schema. */
    static @Nullable Object comparable(@Nullable Object value) {
        if (value instanceof Struct struct) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            struct.schema().fields().forEach(field -> fields.put(field.name(), comparable(struct.get(field))));
            return fields;
        }
        if (value instanceof Collection<?> items) {
            List<@Nullable Object> list = new ArrayList<>();
            items.forEach(item -> list.add(comparable(item)));
            return list;
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, @Nullable Object> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> entries.put(Objects.requireNonNull(key), comparable(item)));
            return entries;
        }
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }
}
