package io.npipeline.quickstart.validation;

import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings with what their references stand for, as far as that is known here. Immutable.
 *
 * @param values all settings; a value may be null
 * @param given the text of those that hold references, by key
 * @param open of those that could not be filled in why, by key
 * @param meanings what the references stand for that are known, by their text
 */
public record FilledSettings(
        Map<String, String> values, Map<String, String> given, Map<String, String> open, Map<String, String> meanings) {

    /** A shorter value is found in any sentence, and is no secret worth the name. */
    private static final int SHORTEST_SECRET = 4;

    private static final Comparator<String> LONGER_FIRST =
            Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder());

    public FilledSettings {
        values = Collections.unmodifiableMap(new HashMap<>(values));
        given = Map.copyOf(given);
        open = Map.copyOf(open);
        meanings = Map.copyOf(meanings);
    }

    /** Settings without references. */
    public static FilledSettings of(Map<String, String> values) {
        return new FilledSettings(values, Map.of(), Map.of(), Map.of());
    }

    /** A message that may show values, with references in their places: what they stand for may be secret. */
    public String withoutSecrets(String message) {
        // The longer ones first: one may hold another.
        Map<String, String> shownInstead = new TreeMap<>(LONGER_FIRST);
        meanings.forEach((reference, value) -> hide(value, reference, shownInstead));
        given.forEach((key, text) -> hide(values.get(key), text, shownInstead));
        String shown = message;
        for (Map.Entry<String, String> hidden : shownInstead.entrySet()) {
            shown = shown.replace(hidden.getKey(), hidden.getValue());
        }
        return shown;
    }

    /** Settings are parsed, and shown, without the blanks around them. */
    private static void hide(@Nullable String value, String instead, Map<String, String> shownInstead) {
        if (value != null && value.trim().length() >= SHORTEST_SECRET) {
            shownInstead.put(value, instead);
            shownInstead.put(value.trim(), instead);
        }
    }

    /** Without the values, of which some are secret. */
    @Override
    public String toString() {
        return "FilledSettings" + values.keySet();
    }
}
