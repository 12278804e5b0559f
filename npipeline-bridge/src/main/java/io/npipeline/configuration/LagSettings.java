package io.npipeline.configuration;

import java.time.Duration;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.CompositeValidator;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * Whether the lag of a task is found out. Immutable.
 *
 * @param interval how long between looks at the ends of logs; zero for none
 */
public record LagSettings(Duration interval) {

    public static final String INTERVAL_MS = "npipeline.metrics.lag.interval.ms";

    /** Each task asks the brokers: more often would be a load, and tell nothing more. */
    private static final long SHORTEST_MS = 1_000;

    /** Reads the keys. */
    public static LagSettings of(AbstractConfig config) {
        return new LagSettings(Duration.ofMillis(config.getLong(INTERVAL_MS)));
    }

    /** Adds the keys. */
    public static void define(ConfigDef def) {
        new ConfigGroup(def, "Metrics")
                .optional(
                        INTERVAL_MS,
                        ConfigDef.Type.LONG,
                        30_000L,
                        CompositeValidator.of(Range.between(0, ConfigGroup.LONGEST_MS), new NoneOrAtLeast(SHORTEST_MS)),
                        Importance.LOW,
                        "Lag interval",
                        "How many milliseconds pass between looks of a task that reads topics at the ends of their logs, "
                                + "from which it tells its lag. 0: it does not look, and its lag stays unknown. A sink "
                                + "connector looks with a client of its own, for which "
                                + KafkaClientSettings.BOOTSTRAP_SERVERS
                                + " must be set, and the rights to describe the "
                                + "topics and the consumer group.");
    }

    public boolean enabled() {
        return !interval.isZero();
    }
}
