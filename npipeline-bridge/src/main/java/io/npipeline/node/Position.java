package io.npipeline.node;

import java.util.Map;
import java.util.Set;

/**
 * Where to go on reading a source partition: right after the item it came with. Its values are strings, numbers and
 * booleans, because Connect stores nothing else; after a restart a number may come back as another numeric type, hence
 * {@link #number}. Immutable.
 */
public record Position(Map<String, Object> values) {

    /** The name under which the connector keeps the version of its own part of a stored position. */
    public static final String VERSION_KEY = "v";

    /** What Connect's offset store takes. */
    private static final Set<Class<?>> STORABLE = Set.of(
            String.class, Boolean.class, Byte.class, Short.class, Integer.class, Long.class, Float.class, Double.class);

    public Position {
        if (values.isEmpty()) {
            throw new IllegalArgumentException("A position needs at least one name and value");
        }
        if (values.containsKey(VERSION_KEY)) {
            throw new IllegalArgumentException("The name \"" + VERSION_KEY + "\" of a position is reserved");
        }
        values.forEach((name, value) -> {
            if (value == null || !STORABLE.contains(value.getClass())) {
                throw new IllegalArgumentException("Position value \"" + name
                        + "\" must be a String, a Boolean, or a number in a Byte, Short, Integer, Long, Float or Double, not "
                        + (value == null ? "null" : "a " + value.getClass().getName()));
            }
        });
        values = Map.copyOf(values);
    }

    /** A position of one name and value. */
    public static Position of(String name, Object value) {
        return new Position(Map.of(name, value));
    }

    /**
     * The value of a name as a whole number.
     *
     * @throws IllegalArgumentException naming the position, when there is no number under the name
     */
    public long number(String name) {
        if (values.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("Position " + values + " has no number named \"" + name + "\"");
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
