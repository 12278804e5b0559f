package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.KafkaClientSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * Whether and how offset maps are kept. Immutable.
 *
 * @param maxBytes the most bytes of a map
 * @param readTimeout how long reading the maps of opened partitions may take
 */
record OffsetMapSettings(boolean enabled, int maxBytes, Duration readTimeout) {

    static final String ENABLED = "npipeline.offset.map.enabled";
    static final String MAX_BYTES = "npipeline.offset.map.max.bytes";
    static final String READ_TIMEOUT_MS = "npipeline.offset.map.read.timeout.ms";

    /** Unless set otherwise, brokers refuse commits with more. */
    private static final int BROKERS_LIMIT = 4096;

    /** Below it a map would say next to nothing; the switch is another key. */
    private static final int SMALLEST_LIMIT = 64;

    /** Reads the keys. */
    static OffsetMapSettings of(AbstractConfig config) {
        return new OffsetMapSettings(
                config.getBoolean(ENABLED),
                config.getInt(MAX_BYTES),
                Duration.ofMillis(config.getLong(READ_TIMEOUT_MS)));
    }

    /** Adds the keys. */
    static void define(ConfigDef def) {
        new ConfigGroup(def, "Offset map")
                .optional(
                        ENABLED,
                        ConfigDef.Type.BOOLEAN,
                        true,
                        null,
                        Importance.MEDIUM,
                        "Offset map",
                        "Whether a commit carries, as its metadata, which records above the committed offset are settled, "
                                + "so that after a crash or a rebalance they do not run again. The maps are read with a "
                                + "client of our own, so " + KafkaClientSettings.BOOTSTRAP_SERVERS
                                + " must be set; without, they are written only. It needs the right to describe the "
                                + "consumer group and the topics. Of no effect with a transactional sink, whose store has "
                                + "the positions.")
                .optional(
                        MAX_BYTES,
                        ConfigDef.Type.INT,
                        BROKERS_LIMIT,
                        Range.atLeast(SMALLEST_LIMIT),
                        Importance.LOW,
                        "Maximum bytes of an offset map",
                        "The most bytes of metadata of a partition's commit. A map that needs more leaves out records at its "
                                + "high end, which may then run again. Must not be above the brokers' "
                                + "offset.metadata.max.bytes (" + BROKERS_LIMIT
                                + " unless set): they would refuse the commits.")
                .optional(
                        READ_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        4_000L,
                        Range.between(1, 60_000),
                        Importance.LOW,
                        "Offset map read timeout",
                        "How many milliseconds a task that gets partitions waits for their offset maps. After that it goes "
                                + "on without them, and records that were settled above the committed offset run again. "
                                + "Keep it below the worker's task.shutdown.graceful.timeout.ms (5000 unless set).");
    }

    /** These without maps. */
    OffsetMapSettings disabled() {
        return new OffsetMapSettings(false, maxBytes, readTimeout);
    }

    /** What is wrong with the keys in the light of others. */
    List<ConfigProblem> problems(AbstractConfig config) {
        return PollInterval.of(config)
                .problem(READ_TIMEOUT_MS, readTimeout, "the worker does not poll while the maps are read")
                .stream()
                .toList();
    }
}
