package io.npipeline.binding;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A type as a component, property or element declares it, without variables or wildcards.
 *
 * @param scale what was said about the scale of this very type
 */
record BoundType(
        Class<?> raw, List<BoundType> arguments, @Nullable Scale scale) {

    /** Deeper ones come of types that contain themselves with ever more arguments. */
    private static final int MAX_DEPTH = 16;

    BoundType {
        if (depth(arguments) > MAX_DEPTH) {
            throw new Misfit(raw.getName() + " cannot be bound: its type arguments grow without end");
        }
    }

    static BoundType of(Class<?> plain) {
        return new BoundType(plain, List.of(), null);
    }

    BoundType withScale(Scale newScale) {
        return new BoundType(raw, arguments, newScale);
    }

    private static int depth(List<BoundType> arguments) {
        return arguments.stream()
                .mapToInt(argument -> 1 + depth(argument.arguments()))
                .max()
                .orElse(0);
    }

    @Override
    public String toString() {
        return arguments.isEmpty()
                ? raw.getTypeName()
                : arguments.stream()
                        .map(argument -> (argument.scale() == null
                                        ? ""
                                        : "@Scale(" + argument.scale().value() + ") ")
                                + argument)
                        .collect(Collectors.joining(", ", raw.getTypeName() + "<", ">"));
    }
}
