package io.npipeline.binding;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * A field that a record, or an object of a class with properties, is read from.
 *
 * @param name its name in data
 * @param aliases other names, which count where there is no field of the name
 * @param type the class of its value, of an {@code Optional} that of the content
 * @param optional whether it is an {@code Optional} of some kind
 */
public record BodyField(String name, List<String> aliases, Class<?> type, boolean optional) {

    static BodyField of(Property property) {
        BoundType type = property.type();
        BodyField plain = new BodyField(property.name(), property.aliases(), type.raw(), false);
        if (type.raw() == OptionalInt.class) {
            return plain.optionally(Integer.class);
        }
        if (type.raw() == OptionalLong.class) {
            return plain.optionally(Long.class);
        }
        if (type.raw() == OptionalDouble.class) {
            return plain.optionally(Double.class);
        }
        return type.raw() == Optional.class
                ? plain.optionally(type.arguments().get(0).raw())
                : plain;
    }

    private BodyField optionally(Class<?> content) {
        return new BodyField(name, aliases, content, true);
    }
}
