package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigGroup;
import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/**
 * How often a running connector looks which partitions its source has. Immutable.
 *
 * @param interval zero for never
 */
record RefreshSettings(Duration interval) {

    static final String INTERVAL_MS = "npipeline.source.refresh.interval.ms";

    private static final long SHORTEST_MS = 100;

    /** Accepts never, and what neither the brokers nor a user's source are bothered by. */
    private static final class Interval implements ConfigDef.Validator {

        @Override
        public void ensureValid(String key, @Nullable Object value) {
            long millis = value instanceof Long given ? given : -1;
            if (millis != 0 && (millis < SHORTEST_MS || millis > ConfigGroup.LONGEST_MS)) {
                throw new ConfigException(key, value, "must be " + this);
            }
        }

        @Override
        public String toString() {
            return "0 or " + SHORTEST_MS + " to " + ConfigGroup.LONGEST_MS;
        }
    }

    static RefreshSettings of(AbstractConfig config) {
        return new RefreshSettings(Duration.ofMillis(config.getLong(INTERVAL_MS)));
    }

    /** Adds the key. */
    static void define(ConfigDef def) {
        new ConfigGroup(def, "Source partitions")
                .optional(
                        INTERVAL_MS,
                        ConfigDef.Type.LONG,
                        60_000L,
                        new Interval(),
                        Importance.MEDIUM,
                        "Refresh interval",
                        "How often, in milliseconds, a running connector looks which partitions its source has: those of its "
                                + "topics in a relay, otherwise those that your source lists. When there are others than "
                                + "before, its tasks are started anew with them; partitions that are gone are given up with "
                                + "a warning. 0 looks only when the connector starts.");
    }

    boolean isNever() {
        return interval.isZero();
    }
}
