package io.npipeline.configuration;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.ConfigDef;
import org.jspecify.annotations.Nullable;

/** Adds keys of one group to a ConfigDef, in the order of the calls, behind those that the group has there. Not thread safe. */
public final class ConfigGroup {

    /** The most milliseconds of a setting: a week. Longer ones are slips, and the longest do not fit into a timer. */
    public static final long LONGEST_MS = Duration.ofDays(7).toMillis();

    private final ConfigDef def;
    private final String group;

    public ConfigGroup(ConfigDef def, String group) {
        this.def = def;
        this.group = group;
    }

    /** A key that must be set. */
    public ConfigGroup required(
            String key, ConfigDef.Type type, ConfigDef.Validator validator, String name, String doc) {
        return add(key, type, ConfigDef.NO_DEFAULT_VALUE, validator, ConfigDef.Importance.HIGH, name, doc, null);
    }

    /** A key with a default that suits many. */
    public ConfigGroup optional(
            String key,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            ConfigDef.@Nullable Validator validator,
            ConfigDef.Importance importance,
            String name,
            String doc) {
        return add(key, type, defaultValue, validator, importance, name, doc, null);
    }

    /** A key whose values are an enum's constants. */
    public <E extends Enum<E>> ConfigGroup choice(
            String key,
            E defaultValue,
            EnumValues<E> values,
            ConfigDef.Importance importance,
            String name,
            String doc) {
        return add(key, ConfigDef.Type.STRING, EnumValues.name(defaultValue), values, importance, name, doc, values);
    }

    private ConfigGroup add(
            String key,
            ConfigDef.Type type,
            @Nullable Object defaultValue,
            ConfigDef.@Nullable Validator validator,
            ConfigDef.Importance importance,
            String name,
            String doc,
            ConfigDef.@Nullable Recommender recommender) {
        def.define(
                key,
                type,
                defaultValue,
                validator,
                importance,
                doc,
                group,
                lastOrder() + 1,
                width(type),
                name,
                List.of(),
                recommender);
        return this;
    }

    private int lastOrder() {
        return def.configKeys().values().stream()
                .filter(key -> group.equals(key.group))
                .mapToInt(key -> key.orderInGroup)
                .max()
                .orElse(0);
    }

    private static ConfigDef.Width width(ConfigDef.Type type) {
        return switch (type) {
            case BOOLEAN, INT, LONG, SHORT, DOUBLE -> ConfigDef.Width.SHORT;
            default -> ConfigDef.Width.LONG;
        };
    }
}
