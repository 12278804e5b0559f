package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;

/**
 * How partitions are claimed for a transactional sink. Immutable.
 *
 * @param timeout how long a task tries
 */
record ClaimSettings(Duration timeout) {

    static final String TIMEOUT_MS = "npipeline.claim.timeout.ms";

    private static final long DEFAULT_MS = 60_000;

    /** Reads the keys. */
    static ClaimSettings of(AbstractConfig config) {
        return new ClaimSettings(Duration.ofMillis(config.getLong(TIMEOUT_MS)));
    }

    /** Adds the keys. */
    static void define(ConfigDef def) {
        new ConfigGroup(def, "Transactional sink")
                .optional(
                        TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        DEFAULT_MS,
                        Range.between(1, 600_000),
                        Importance.LOW,
                        "Claim timeout",
                        "How many milliseconds a task that gets partitions tries to claim them in the store of its "
                                + "transactional sink before it fails. Long enough for a restart of the store, and for "
                                + "the store to end a transaction of an owner that froze in it. The worker does not "
                                + "poll meanwhile, so it must be below consumer.override.max.poll.interval.ms (300000 "
                                + "unless set; a worker's own consumer.max.poll.interval.ms is not known here and does not "
                                + "count). Of effect with a transactional sink.");
    }

    /** What is wrong with the keys in the light of others. */
    List<ConfigProblem> problems(AbstractConfig config) {
        return PollInterval.of(config)
                .problem(TIMEOUT_MS, timeout, "the worker does not poll while partitions are claimed")
                .stream()
                .toList();
    }
}
