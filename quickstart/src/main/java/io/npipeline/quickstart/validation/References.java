package io.npipeline.quickstart.validation;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigTransformer;
import org.apache.kafka.common.config.provider.ConfigProvider;
import org.apache.kafka.common.config.provider.DirectoryConfigProvider;
import org.apache.kafka.common.config.provider.EnvVarConfigProvider;
import org.apache.kafka.common.config.provider.FileConfigProvider;

/**
 * What stands for values that a worker fills in, such as <code>${env:NAME}</code>: filled in here where this machine has the
 * variable or the file too, and left as it is where not, as a worker without the provider does.
 *
 * <p>Not thread safe.
 */
final class References {

    private final Map<String, ConfigProvider> providers;

    /**
     * Those of a worker that has Kafka's own providers under their usual names.
     *
     * @param environment the variables there are
     */
    References(Map<String, String> environment) {
        providers = Map.of(
                "env", new EnvVarConfigProvider(environment),
                "file", new FileConfigProvider(),
                "directory", new DirectoryConfigProvider());
        providers.values().forEach(provider -> provider.configure(Map.of()));
    }

    /** The settings with what could be filled in. */
    FilledSettings fill(Map<String, String> settings) {
        Map<String, String> values = new HashMap<>(settings);
        Map<String, String> given = new TreeMap<>();
        Map<String, String> open = new TreeMap<>();
        Map<String, String> meanings = new TreeMap<>();
        settings.forEach((key, text) -> {
            if (text != null && hasReference(text)) {
                given.put(key, text);
                values.put(key, fill(key, text, open));
                references(text).forEach(reference -> meaning(reference, meanings));
            }
        });
        return new FilledSettings(values, given, open, meanings);
    }

    private void meaning(String reference, Map<String, String> meanings) {
        String meaning = fill(reference, reference, new TreeMap<>());
        if (!meaning.equals(reference)) {
            meanings.put(reference, meaning);
        }
    }

    private String fill(String key, String text, Map<String, String> open) {
        try {
            String filled = new ConfigTransformer(providers)
                    .transform(Map.of(key, text))
                    .data()
                    .getOrDefault(key, text);
            List<String> missing = references(text).filter(filled::contains).toList();
            if (!missing.isEmpty()) {
                open.put(key, String.join(", ", missing) + " has no value here");
            }
            return filled;
        } catch (ConfigException e) {
            open.put(key, text + " cannot be read here");
            return text;
        }
    }

    private static Stream<String> references(String text) {
        return ConfigTransformer.DEFAULT_PATTERN.matcher(text).results().map(MatchResult::group);
    }

    private static boolean hasReference(String text) {
        return references(text).findAny().isPresent();
    }
}
