package io.npipeline.integration.metrics;

import java.util.Map;

/**
 * What an MBean showed. Immutable.
 *
 * @param values of all its attributes; none when there is no such MBean
 */
record Shown(Map<String, Object> values) {

    /** Whether an attribute has this value. */
    boolean is(String attribute, Object value) {
        return value.equals(values.get(attribute));
    }

    long number(String attribute) {
        return value(attribute).longValue();
    }

    double fraction(String attribute) {
        return value(attribute).doubleValue();
    }

    private Number value(String attribute) {
        if (values.get(attribute) instanceof Number number) {
            return number;
        }
        throw new AssertionError("No number " + attribute + " in " + values);
    }
}
