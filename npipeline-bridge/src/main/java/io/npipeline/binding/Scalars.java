package io.npipeline.binding;

import java.lang.invoke.MethodType;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All scalar types but the enums. */
final class Scalars {

    private static final Map<Class<?>, Scalar<?>> BY_TYPE = Stream.of(
                    NumberScalars.ALL, TextScalars.ALL, TimeScalars.ALL, BinaryScalars.ALL)
            .flatMap(List::stream)
            .collect(Collectors.toUnmodifiableMap(Scalar::type, Function.identity()));

    private Scalars() {}

    /** The scalar of the type, for a primitive that of its box; null where the type is none. */
    static @Nullable Scalar<?> find(Class<?> type) {
        return BY_TYPE.get(MethodType.methodType(type).wrap().returnType());
    }
}
