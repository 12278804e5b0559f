package io.npipeline.binding;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaBuilder;
import org.jspecify.annotations.Nullable;

/** An {@link Optional} or one of its siblings for primitives: null and missing are empty, and empty is null. */
record OptionalBinding(
        Binding content, Object empty, Function<Object, Object> wrap, Function<Object, @Nullable Object> unwrap)
        implements Binding {

    static OptionalBinding of(Binding content) {
        return new OptionalBinding(
                content, Optional.empty(), Optional::of, optional -> ((Optional<?>) optional).orElse(null));
    }

    /** The binding of {@link OptionalInt}, {@link OptionalLong} or {@link OptionalDouble}; null for other types. */
    static @Nullable OptionalBinding ofPrimitive(Class<?> type) {
        if (type == OptionalInt.class) {
            return new OptionalBinding(
                    scalar(Integer.class),
                    OptionalInt.empty(),
                    value -> OptionalInt.of((Integer) value),
                    optional -> ((OptionalInt) optional)
                            .stream().boxed().findFirst().orElse(null));
        }
        if (type == OptionalLong.class) {
            return new OptionalBinding(
                    scalar(Long.class),
                    OptionalLong.empty(),
                    value -> OptionalLong.of((Long) value),
                    optional -> ((OptionalLong) optional)
                            .stream().boxed().findFirst().orElse(null));
        }
        if (type == OptionalDouble.class) {
            return new OptionalBinding(
                    scalar(Double.class),
                    OptionalDouble.empty(),
                    value -> OptionalDouble.of((Double) value),
                    optional -> ((OptionalDouble) optional)
                            .stream().boxed().findFirst().orElse(null));
        }
        return null;
    }

    private static Binding scalar(Class<?> type) {
        return Objects.requireNonNull(Scalars.find(type));
    }

    @Override
    public Object read(Object value) {
        return wrap.apply(content.read(value));
    }

    @Override
    public @Nullable Object write(Object value, @Nullable Schema schema) {
        return content.writeNullable(unwrap.apply(value), schema);
    }

    @Override
    public SchemaBuilder schema(Derivation derivation) {
        return content.schema(derivation);
    }

    @Override
    public Object whenNull() {
        return empty;
    }

    @Override
    public Object whenMissing() {
        return empty;
    }
}
