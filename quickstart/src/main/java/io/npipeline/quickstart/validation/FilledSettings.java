package io.npipeline.quickstart.validation;

import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/**
 * Settings with what their references stand for, as far as that is known here. Immutable.
 *
 * @param values all settings; a value may be null
 * @param given the text of those that hold references, by key
 * @param open of those that could not be filled in why, by key
 */
public record FilledSettings(Map<String, String> values, Map<String, String> given, Map<String, String> open) {

    /** A shorter value is found in any sentence, and is no secret worth the name. */
    private static final int SHORTEST_SECRET = 4;

    public FilledSettings {
        values = Collections.unmodifiableMap(new HashMap<>(values));
        given = Map.copyOf(given);
        open = Map.copyOf(open);
    }

    /** A message that may show values, with references in their places: what they stand for may be secret. */
    public String withoutSecrets(String message) {
        String shown = message;
        for (Map.Entry<String, String> reference : given.entrySet()) {
            String value = values.get(reference.getKey());
            if (value != null && value.length() >= SHORTEST_SECRET) {
                shown = shown.replace(value, reference.getValue());
            }
        }
        return shown;
    }

    /** Without the values, of which some are secret. */
    @Override
    public String toString() {
        return "FilledSettings" + values.keySet();
    }
}
