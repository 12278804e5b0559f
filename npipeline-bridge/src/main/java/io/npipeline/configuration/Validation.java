package io.npipeline.configuration;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigValue;

/** Adds what a ConfigDef cannot tell to the outcome of its validation. */
public final class Validation {

    private Validation() {}

    /**
     * Adds problems to the keys they are about. They are looked for only when every key is valid by itself, because the
     * search reads the keys.
     *
     * @param config the outcome of validating each key by itself
     */
    public static Config extend(Config config, Supplier<List<ConfigProblem>> problems) {
        boolean valid = config.configValues().stream()
                .allMatch(value -> value.errorMessages().isEmpty());
        if (!valid) {
            config.configValues().forEach(Validation::keepFirstMessage);
            return config;
        }
        Map<String, ConfigValue> byKey = new HashMap<>();
        config.configValues().forEach(value -> byKey.put(value.name(), value));
        for (ConfigProblem problem : problems.get()) {
            ConfigValue value = byKey.computeIfAbsent(problem.key(), key -> {
                ConfigValue added = new ConfigValue(key);
                config.configValues().add(added);
                return added;
            });
            value.addErrorMessage(Objects.requireNonNull(new ConfigProblemException(problem).getMessage()));
        }
        return config;
    }

    /** A value that cannot be parsed is also reported as missing, which is not true and hides the reason. */
    private static void keepFirstMessage(ConfigValue value) {
        List<String> messages = value.errorMessages();
        if (messages.size() > 1) {
            messages.subList(1, messages.size()).clear();
        }
    }

    /** Fails with the first problem, if there is one. */
    public static void requireNone(List<ConfigProblem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigProblemException(problems.get(0));
        }
    }
}
