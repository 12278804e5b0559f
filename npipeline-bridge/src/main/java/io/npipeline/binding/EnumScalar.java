package io.npipeline.binding;

import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** Enums, bound by the exact name of the constant, or by the one it was given. */
final class EnumScalar {

    private EnumScalar() {}

    @SuppressWarnings({"unchecked", "rawtypes"}) // the class of an enum is known at run time only
    static Scalar<?> of(Class<?> type) {
        return ofEnum((Class) type);
    }

    /** Whether symbols that the enum does not have are read too. */
    static boolean hasUnknown(Class<?> type) {
        return Arrays.stream(type.getFields())
                .anyMatch(field -> field.isEnumConstant() && field.isAnnotationPresent(Unknown.class));
    }

    private static <E extends Enum<E>> Scalar<E> ofEnum(Class<E> type) {
        E[] declared = type.getEnumConstants();
        Map<E, String> symbols = new EnumMap<>(type);
        Map<String, E> constants = new HashMap<>();
        E unknown = null;
        for (E constant : declared) {
            Field field = fieldOf(constant);
            Name name = field.getAnnotation(Name.class);
            String symbol = name == null ? constant.name() : name.value();
            symbols.put(constant, symbol);
            claim(constants, symbol, constant);
            if (field.isAnnotationPresent(Unknown.class)) {
                if (unknown != null) {
                    throw new Misfit(type.getName() + " cannot be bound: two of its constants are @Unknown");
                }
                unknown = constant;
            }
        }
        for (E constant : declared) {
            Alias alias = fieldOf(constant).getAnnotation(Alias.class);
            for (String symbol : alias == null ? new String[0] : alias.value()) {
                claim(constants, symbol, constant);
            }
        }
        String expected = "one of " + String.join(", ", symbols.values());
        E standIn = unknown;
        return Scalar.ofText(
                type,
                schemaOf(type, List.copyOf(symbols.values())),
                constant -> Objects.requireNonNull(symbols.get(constant)),
                value -> read(constants, standIn, expected, value));
    }

    private static <E> Object read(Map<String, E> constants, @Nullable E unknown, String expected, Object value) {
        if (!(value instanceof String symbol)) {
            throw Misfit.expected(expected, value);
        }
        E constant = constants.get(symbol);
        if (constant != null) {
            return constant;
        }
        if (unknown == null) {
            throw Misfit.expected(expected, value);
        }
        return unknown;
    }

    private static <E extends Enum<E>> void claim(Map<String, E> constants, String symbol, E constant) {
        E other = constants.putIfAbsent(symbol, constant);
        if (other != null) {
            throw new Misfit(constant.getDeclaringClass().getName() + " cannot be bound: " + other.name() + " and "
                    + constant.name() + " are both " + symbol);
        }
    }

    private static Field fieldOf(Enum<?> constant) {
        try {
            return constant.getDeclaringClass().getField(constant.name());
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException(e); // each constant is a field
        }
    }

    private static Supplier<SchemaBuilder> schemaOf(Class<?> type, List<String> symbols) {
        if (!type.isAnnotationPresent(NativeType.class)) {
            return SchemaBuilder::string;
        }
        Doc doc = type.getAnnotation(Doc.class);
        return () -> {
            SchemaBuilder schema = NativeSchemas.ofEnum(SchemaNames.of(type), symbols);
            return doc == null ? schema : schema.doc(doc.value());
        };
    }
}
