package io.npipeline.configuration;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Accepts what a broker accepts as the name of a topic, or of several. Immutable. */
public final class TopicName implements ConfigDef.Validator {

    private static final Pattern LEGAL = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

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
    static TopicName optional() {
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
        if (name.isEmpty() ? required : !isLegal(name)) {
            throw new ConfigException(
                    key, value, "must be the name of a topic: up to 249 letters, digits, dots, dashes and underscores");
        }
    }

    private static boolean isLegal(String name) {
        return LEGAL.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }

    @Override
    public String toString() {
        return list ? "names of topics" : "the name of a topic";
    }
}
