package io.npipeline.binding;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.connect.data.Decimal;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.data.Time;
import org.apache.kafka.connect.data.Timestamp;
import org.jspecify.annotations.Nullable;

/** Makes random schemas, and random Structs of them. */
@SuppressWarnings("JavaUtilDate") // the class that Connect chose
final class RandomStructs {

    private static final int MAX_DEPTH = 3;
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final Random random;
    private int names;

    RandomStructs(Random random) {
        this.random = random;
    }

    Schema schema() {
        return struct(MAX_DEPTH).build();
    }

    private SchemaBuilder struct(int depth) {
        SchemaBuilder schema = SchemaBuilder.struct();
        if (random.nextBoolean()) {
            schema.name("com.example.S" + names++);
        }
        for (int i = random.nextInt(7); i > 0; i--) {
            schema.field("f" + i, nullable(any(depth)).build());
        }
        return schema;
    }

    private SchemaBuilder any(int depth) {
        return switch (random.nextInt(depth == 0 ? 4 : 7)) {
            case 0 -> logical();
            case 1, 2, 3 -> primitive();
            case 4 -> SchemaBuilder.array(nullable(any(depth - 1)).build());
            case 5 -> SchemaBuilder.map(key(), nullable(any(depth - 1)).build());
            default -> struct(depth - 1);
        };
    }

    private static SchemaBuilder primitive(int kind) {
        return switch (kind) {
            case 0 -> SchemaBuilder.int8();
            case 1 -> SchemaBuilder.int16();
            case 2 -> SchemaBuilder.int32();
            case 3 -> SchemaBuilder.int64();
            case 4 -> SchemaBuilder.float32();
            case 5 -> SchemaBuilder.float64();
            case 6 -> SchemaBuilder.bool();
            case 7 -> SchemaBuilder.string();
            default -> SchemaBuilder.bytes();
        };
    }

    private SchemaBuilder primitive() {
        return primitive(random.nextInt(9));
    }

    private SchemaBuilder logical() {
        return switch (random.nextInt(4)) {
            case 0 -> Decimal.builder(random.nextInt(6));
            case 1 -> org.apache.kafka.connect.data.Date.builder();
            case 2 -> Time.builder();
            default -> Timestamp.builder();
        };
    }

    private Schema key() {
        return random.nextInt(3) == 0 ? Schema.INT32_SCHEMA : Schema.STRING_SCHEMA;
    }

    private SchemaBuilder nullable(SchemaBuilder schema) {
        if (random.nextBoolean()) {
            schema.optional();
        }
        if (random.nextInt(5) == 0 && schema.type().isPrimitive()) {
            schema.defaultValue(value(schema));
        }
        return schema;
    }

    Struct struct(Schema schema) {
        Struct struct = new Struct(schema);
        for (Field field : schema.fields()) {
            struct.put(field, maybe(field.schema()));
        }
        return struct;
    }

    private @Nullable Object maybe(Schema schema) {
        return schema.isOptional() && random.nextInt(3) == 0 ? null : value(schema);
    }

    private Object value(Schema schema) {
        if (schema.name() != null && schema.type().isPrimitive()) {
            return logicalValue(schema);
        }
        return switch (schema.type()) {
            case INT8 -> (byte) random.nextInt();
            case INT16 -> (short) random.nextInt();
            case INT32 -> random.nextInt();
            case INT64 -> random.nextLong() >> random.nextInt(64);
            case FLOAT32 -> Float.intBitsToFloat(random.nextInt());
            case FLOAT64 -> Double.longBitsToDouble(random.nextLong());
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTES -> bytes();
            case ARRAY -> list(schema);
            case MAP -> map(schema);
            case STRUCT -> struct(schema);
        };
    }

    private Object logicalValue(Schema schema) {
        return switch (schema.name()) {
            case Decimal.LOGICAL_NAME ->
                new BigDecimal(
                        new BigInteger(60, random),
                        Integer.parseInt(schema.parameters().get(Decimal.SCALE_FIELD)));
            case org.apache.kafka.connect.data.Date.LOGICAL_NAME -> new Date((random.nextInt() >> 8) * MILLIS_PER_DAY);
            case Time.LOGICAL_NAME -> new Date(random.nextInt((int) MILLIS_PER_DAY));
            default -> new Date(random.nextLong() >> 20);
        };
    }

    private Object bytes() {
        byte[] bytes = new byte[random.nextInt(6)];
        random.nextBytes(bytes);
        return random.nextBoolean() ? bytes : ByteBuffer.wrap(bytes);
    }

    private List<@Nullable Object> list(Schema schema) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(maybe(schema.valueSchema()));
        }
        return list;
    }

    private Map<Object, @Nullable Object> map(Schema schema) {
        Map<Object, @Nullable Object> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            Object key = schema.keySchema().type() == Schema.Type.INT32 ? random.nextInt() : text();
            map.put(key, maybe(schema.valueSchema()));
        }
        return map;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(5); i > 0; i--) {
            text.append((char) random.nextInt(random.nextBoolean() ? 128 : Character.MIN_SURROGATE));
        }
        return text.toString();
    }
}
