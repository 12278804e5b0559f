package io.npipeline.configuration;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** A number that is 0 or at least so much. Immutable. */
record NoneOrAtLeast(long least) implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (value instanceof Number number && number.longValue() != 0 && number.longValue() < least) {
            throw new ConfigException(name, value, "must be 0 or at least " + least);
        }
    }

    @Override
    public String toString() {
        return "0 or at least " + least;
    }
}
