package io.npipeline.binding;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Enums, bound by the exact name of the constant. */
final class EnumScalar {

    private EnumScalar() {}

    static Scalar<?> of(Class<?> type) {
        Enum<?>[] constants = (Enum<?>[]) type.getEnumConstants();
        Map<String, Object> byName =
                Arrays.stream(constants).collect(Collectors.toUnmodifiableMap(Enum::name, Function.identity()));
        String expected = Arrays.stream(constants).map(Enum::name).collect(Collectors.joining(", ", "one of ", ""));
        return Scalar.ofText(type, constant -> ((Enum<?>) constant).name(), value -> {
            Object constant = value instanceof String name ? byName.get(name) : null;
            if (constant == null) {
                throw Misfit.expected(expected, value);
            }
            return constant;
        });
    }
}
