package io.npipeline.binding;

import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.util.Date;
import java.util.Set;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The keys of a map. Integers and truth values keep their type in a Struct; all other keys, and all without a schema, are
 * text. Immutable.
 */
final class MapKeys {

    /** What every format can have as a key, beside text. */
    private static final Set<Class<?>> NATIVE =
            Set.of(Boolean.class, Byte.class, Short.class, Integer.class, Long.class);

    /** Types whose equal values are not the same text, or the other way round. */
    private static final Set<Class<?>> REFUSED =
            Set.of(Float.class, Double.class, BigDecimal.class, byte[].class, ByteBuffer.class, Date.class);

    private final Binding scalar;
    private final boolean isText;
    private final boolean isNative;
    private final String expected;

    private MapKeys(Class<?> type, Binding scalar) {
        this.scalar = scalar;
        this.isText = type == String.class;
        this.isNative = NATIVE.contains(type);
        this.expected = isNative ? schema().type().name() : "STRING";
    }

    /** @throws Misfit when the type cannot be that of a key */
    static MapKeys of(Class<?> type) {
        Binding scalar = type.isEnum() ? EnumScalar.of(type) : Scalars.find(type);
        if (scalar == null || REFUSED.contains(type)) {
            throw new Misfit(
                    "the keys of a Map can be String, enums, integers, Boolean, Character, UUID and the types of"
                            + " java.time, not " + type.getTypeName());
        }
        if (type.isEnum() && EnumScalar.hasUnknown(type)) {
            throw new Misfit("the keys of a Map cannot be " + type.getTypeName()
                    + ": two symbols that it does not have would both be the constant that is @Unknown; use String");
        }
        return new MapKeys(type, scalar);
    }

    Schema schema() {
        SchemaBuilder schema = isNative ? scalar.schema(new Derivation()) : SchemaBuilder.string();
        return schema.build();
    }

    Object read(@Nullable Object key) {
        if (key instanceof String text) {
            return isText ? text : readScalar(isNative ? parse(text) : text);
        }
        if (key == null || !isNative) {
            throw misfit(key);
        }
        return readScalar(key);
    }

    private Object readScalar(Object key) {
        try {
            return scalar.read(key);
        } catch (Misfit misfit) {
            throw new Misfit("key: " + misfit.getMessage(), misfit.getCause());
        }
    }

    /** A key that lost its type on its way through text. */
    private Object parse(String text) {
        if (text.equals("true") || text.equals("false")) {
            return text.equals("true");
        }
        try {
            return Numbers.parseDecimal(text);
        } catch (NumberFormatException e) {
            throw misfit(text);
        }
    }

    Object write(@Nullable Object key, @Nullable Schema schema) {
        if (isText && key instanceof String) {
            return key;
        }
        if (key == null) {
            throw misfit(key);
        }
        Object plain = scalar.write(key, null);
        if (plain == null || (isNative && schema != null)) {
            return key;
        }
        return plain.toString();
    }

    private Misfit misfit(@Nullable Object key) {
        return new Misfit("expected " + expected + " keys, got " + Excerpt.of(key));
    }
}
