package io.npipeline.formats.sample;

import org.jspecify.annotations.Nullable;

/**
 * One value to carry. Immutable.
 *
 * @param type what the component is declared as
 * @param value what is special about the value
 * @param component the component that holds it
 * @param content the value
 */
public record Case(
        String type,
        String value,
        String component,
        @Nullable Object content) {

    /** What a row of the table and the key of a record are called. */
    public String name() {
        return type + ", " + value;
    }

    /** The body that holds the value. */
    public Sample sample() {
        return Sample.with(component, content);
    }
}
