package io.npipeline.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A setting that is wrong in the light of others. Immutable.
 *
 * @param key the key to show it on
 * @param value the value it has; never a secret
 * @param rule the rule it breaks, as a sentence
 */
public record ConfigProblem(String key, @Nullable Object value, String rule) {}
