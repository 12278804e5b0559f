package io.npipeline.deployment;

import org.jspecify.annotations.Nullable;

/**
 * What is wrong with a field of a configuration. Immutable.
 *
 * @param field the method of the builder that sets it
 * @param value the value it has, {@code null} where it has none; never a secret
 * @param rule the rule it breaks, as the end of a sentence
 */
public record FieldProblem(String field, @Nullable Object value, String rule) {

    @Override
    public String toString() {
        return "Invalid value " + value + " for " + field + ": " + rule;
    }
}
