package io.npipeline.configuration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** The lower-case names of an enum's constants, as validator and recommender of a key. Immutable. */
public final class EnumValues<E extends Enum<E>> implements ConfigDef.Validator, ConfigDef.Recommender {

    private final List<String> names;
    private final Class<E> type;

    public EnumValues(Class<E> type) {
        this.type = type;
        names = Arrays.stream(type.getEnumConstants()).map(EnumValues::name).toList();
    }

    /** A constant's name in a configuration. */
    public static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a name that {@link #ensureValid} accepted. */
    public E parse(String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }

    @Override
    public void ensureValid(String key, @Nullable Object value) {
        if (value == null || !names.contains(value)) {
            throw new ConfigException(key, value, "must be one of " + String.join(", ", names));
        }
    }

    @Override
    public List<Object> validValues(String key, Map<String, Object> config) {
        return new ArrayList<>(names);
    }

    @Override
    public boolean visible(String key, Map<String, Object> config) {
        return true;
    }

    @Override
    public String toString() {
        return "one of " + String.join(", ", names);
    }
}
