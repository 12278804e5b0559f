package io.npipeline.configuration;

import io.npipeline.message.TopicNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Accepts what a broker accepts as the name of a topic, or of several. Immutable. */
public final class TopicName implements ConfigDef.Validator {

    private final boolean required;
    private final boolean list;

    private TopicName(boolean required, boolean list) {
        this.required = required;
        this.list = list;
    }

    /** A name must be given. */
    public static TopicName required() {
        return new TopicName(true, false);
    }

    /** A name may be given, or nothing. */
    public static TopicName optional() {
        return new TopicName(false, false);
    }

    /** Any number of names, each once. */
    public static TopicName list() {
        return new TopicName(true, true);
    }

    @Override
    public void ensureValid(String key, @Nullable Object value) {
        if (list && value instanceof List<?> names) {
            names.forEach(name -> requireName(key, name));
            requireOnce(key, names);
        } else {
            requireName(key, value);
        }
    }

    private static void requireOnce(String key, List<?> names) {
        Set<Object> seen = new HashSet<>();
        for (Object name : names) {
            if (!seen.add(name)) {
                throw new ConfigException(key, names, "must name each topic once: " + name + " is there twice");
            }
        }
    }

    private void requireName(String key, @Nullable Object value) {
        String name = value == null ? "" : value.toString();
        if (name.isEmpty() ? required : !TopicNames.isLegal(name)) {
            throw new ConfigException(key, value, TopicNames.RULE);
        }
    }

    @Override
    public String toString() {
        return list ? "names of topics" : "the name of a topic";
    }
}
