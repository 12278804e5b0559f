package io.npipeline.binding;

import java.lang.reflect.Modifier;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.Struct;
import org.jspecify.annotations.Nullable;

/** Which types a body may have, beside objects that are bound: those that Connect knows itself. */
final class BodyTypes {

    /** The schemas of the scalar types that Connect knows. */
    private static final Map<Class<?>, Schema> SCALARS = Map.ofEntries(
            Map.entry(String.class, Schema.STRING_SCHEMA),
            Map.entry(Character.class, Schema.STRING_SCHEMA),
            Map.entry(Boolean.class, Schema.BOOLEAN_SCHEMA),
            Map.entry(Byte.class, Schema.INT8_SCHEMA),
            Map.entry(Short.class, Schema.INT16_SCHEMA),
            Map.entry(Integer.class, Schema.INT32_SCHEMA),
            Map.entry(Long.class, Schema.INT64_SCHEMA),
            Map.entry(Float.class, Schema.FLOAT32_SCHEMA),
            Map.entry(Double.class, Schema.FLOAT64_SCHEMA),
            Map.entry(byte[].class, Schema.BYTES_SCHEMA),
            Map.entry(ByteBuffer.class, Schema.BYTES_SCHEMA));

    private BodyTypes() {}

    /** Whether values of the type go through unbound. */
    static boolean isConnectType(Class<?> type) {
        return SCALARS.containsKey(type)
                || type == Object.class
                || type == Map.class
                || type == List.class
                || type == Struct.class;
    }

    /** The schema of a value that is a scalar in Connect; null for any other. */
    static @Nullable Schema scalarSchema(Object value) {
        return value instanceof ByteBuffer ? Schema.BYTES_SCHEMA : SCALARS.get(value.getClass());
    }

    static Misfit refused(Class<?> type) {
        return new Misfit(type.getName() + " cannot be the type of a body: it is " + kind(type)
                + "; use a record, a class with getters, setters and a constructor without parameters, a sealed type of"
                + " those, JsonNode, String, byte[], ByteBuffer, Map, List, Struct, Object or the box of a primitive");
    }

    private static String kind(Class<?> type) {
        if (type.isPrimitive()) {
            return "a primitive";
        }
        if (type.isInterface()) {
            return "an interface";
        }
        if (type.isEnum()) {
            return "an enum";
        }
        if (type.isArray()) {
            return "an array";
        }
        return Modifier.isAbstract(type.getModifiers())
                ? "an abstract class"
                : "a class of the JDK, or one without a constructor without parameters";
    }
}
