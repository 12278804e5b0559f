package io.npipeline.file;

import io.npipeline.binding.BodyField;
import io.npipeline.binding.BodyReader;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields that are all text as an object: text becomes what the component is to hold, as far as it can, and the binding
 * has the last word. Immutable.
 */
final class FieldsReader<T> {

    private static final Set<Class<?>> NUMBERS = Set.of(
            byte.class,
            Byte.class,
            short.class,
            Short.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            float.class,
            Float.class,
            double.class,
            Double.class);

    /** No type that is read as a number has more digits, and far longer ones take long to parse. */
    private static final int LONGEST_NUMBER = 1_000;

    /** What a component holds. */
    private enum Kind {
        TEXT,
        NUMBER,
        BOOLEAN,
        OTHER
    }

    /**
     * A component.
     *
     * @param optional whether it may be missing
     */
    private record Component(Kind kind, boolean optional) {}

    private final BodyReader<T> bodies;
    private final Map<String, Component> components;

    private FieldsReader(BodyReader<T> bodies, Map<String, Component> components) {
        this.bodies = bodies;
        this.components = components;
    }

    static <T> FieldsReader<T> of(Class<T> type) {
        BodyReader<T> bodies = BodyReader.of(type);
        List<BodyField> fields = bodies.fields();
        if (fields.isEmpty() && !type.isRecord()) {
            throw new IllegalArgumentException(type.getName() + " is no record type, and no class with properties");
        }
        Map<String, Component> components = new HashMap<>();
        for (BodyField field : fields) {
            Component component = new Component(kind(field.type()), field.optional());
            components.put(field.name(), component);
            field.aliases().forEach(alias -> components.put(alias, component));
        }
        return new FieldsReader<>(bodies, components);
    }

    private static Kind kind(Class<?> type) {
        if (type == String.class || type == Object.class) {
            return Kind.TEXT;
        }
        if (type == boolean.class || type == Boolean.class) {
            return Kind.BOOLEAN;
        }
        return NUMBERS.contains(type) ? Kind.NUMBER : Kind.OTHER;
    }

    @Nullable
    T read(Map<String, String> fields) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        fields.forEach((name, text) -> {
            Component component = components.get(name);
            if (component != null && !(component.optional() && text.isEmpty())) {
                values.put(name, value(component.kind(), text));
            }
        });
        return bodies.read(null, values);
    }

    private static @Nullable Object value(Kind kind, String text) {
        if (kind == Kind.TEXT) {
            return text;
        }
        if (text.isEmpty()) {
            return null;
        }
        return switch (kind) {
            case NUMBER -> number(text);
            case BOOLEAN -> bool(text);
            case TEXT, OTHER -> text;
        };
    }

    /** What is none stays text: NaN and the infinities, and what the binding refuses by name. */
    private static Object number(String text) {
        try {
            return text.length() > LONGEST_NUMBER ? text : new BigDecimal(text);
        } catch (NumberFormatException e) {
            return text;
        }
    }

    private static Object bool(String text) {
        if (text.equalsIgnoreCase("true")) {
            return true;
        }
        if (text.equalsIgnoreCase("false")) {
            return false;
        }
        return text;
    }
}
