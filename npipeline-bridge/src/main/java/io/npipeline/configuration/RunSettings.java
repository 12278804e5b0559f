package io.npipeline.configuration;

import io.npipeline.engine.Ordering;
import io.npipeline.engine.ThreadKind;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How messages are run: order, parallelism and limits. Immutable.
 *
 * @param maxInFlightRecords records taken in and not settled at which no more are taken in
 * @param maxInFlightBytes the bytes of such records at which no more are taken in
 * @param maxParkedPerKey at so many messages waiting for one of their key that is retried, its retries end
 */
public record RunSettings(
        Ordering ordering,
        int maxDegreeOfParallelism,
        ThreadKind threads,
        int maxInFlightRecords,
        long maxInFlightBytes,
        int maxParkedPerKey,
        Duration drainTimeout) {

    private static final Logger log = LoggerFactory.getLogger(RunSettings.class);

    public static final String ORDERING = "npipeline.ordering";
    public static final String MAX_DEGREE_OF_PARALLELISM = "npipeline.max.degree.of.parallelism";
    public static final String THREADS = "npipeline.threads";
    public static final String MAX_IN_FLIGHT_RECORDS = "npipeline.max.in.flight.records";
    public static final String MAX_IN_FLIGHT_BYTES = "npipeline.max.in.flight.bytes";
    public static final String MAX_PARKED_MESSAGES_PER_KEY = "npipeline.max.parked.messages.per.key";
    public static final String DRAIN_TIMEOUT_MS = "npipeline.drain.timeout.ms";

    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final int FIRST_JDK_WITH_VIRTUAL_THREADS = 21;
    private static final EnumValues<Ordering> ORDERINGS = new EnumValues<>(Ordering.class);
    private static final EnumValues<ThreadKind> THREAD_KINDS = new EnumValues<>(ThreadKind.class);

    /** Reads the keys. */
    public static RunSettings of(AbstractConfig config) {
        return new RunSettings(
                ORDERINGS.parse(config.getString(ORDERING)),
                config.getInt(MAX_DEGREE_OF_PARALLELISM),
                THREAD_KINDS.parse(config.getString(THREADS)),
                config.getInt(MAX_IN_FLIGHT_RECORDS),
                config.getLong(MAX_IN_FLIGHT_BYTES),
                config.getInt(MAX_PARKED_MESSAGES_PER_KEY),
                Duration.ofMillis(config.getLong(DRAIN_TIMEOUT_MS)));
    }

    /** What is wrong with the keys in the light of where they are read. */
    public List<ConfigProblem> problems() {
        int jdk = Runtime.version().feature();
        return threads == ThreadKind.VIRTUAL && jdk < FIRST_JDK_WITH_VIRTUAL_THREADS
                ? List.of(new ConfigProblem(
                        THREADS,
                        EnumValues.name(threads),
                        "must be auto or platform: virtual threads need JDK " + FIRST_JDK_WITH_VIRTUAL_THREADS
                                + ", and this worker runs on " + jdk))
                : List.of();
    }

    /** Says in the log what is allowed but hardly meant; to be called when a task starts. */
    public void warnOfUnreachableLimit() {
        if (ordering == Ordering.KEY && maxParkedPerKey >= maxInFlightRecords && maxParkedPerKey != NO_LIMIT) {
            log.warn(
                    "{} ({}) may never be reached, because it is not below {} ({}): a key whose first message is retried may "
                            + "fill what may be in flight, and then no other key goes on until its retries end",
                    MAX_PARKED_MESSAGES_PER_KEY,
                    maxParkedPerKey,
                    MAX_IN_FLIGHT_RECORDS,
                    maxInFlightRecords);
        }
    }

    /** Adds the keys. */
    public static void define(ConfigDef def) {
        new ConfigGroup(def, "Processing")
                .choice(
                        ORDERING,
                        Ordering.KEY,
                        ORDERINGS,
                        Importance.HIGH,
                        "Ordering",
                        "Which messages of a task wait for each other: those of a partition, those of a key within a "
                                + "partition (messages without a key do not wait), or none.")
                .optional(
                        MAX_DEGREE_OF_PARALLELISM,
                        ConfigDef.Type.INT,
                        16,
                        Range.between(1, 100_000),
                        Importance.HIGH,
                        "Maximum degree of parallelism",
                        "The most calls to the pipeline's nodes that a task makes at a time.")
                .choice(
                        THREADS,
                        ThreadKind.AUTO,
                        THREAD_KINDS,
                        Importance.LOW,
                        "Threads",
                        "The kind of thread that nodes are called on. auto takes virtual threads from JDK 24 and "
                                + "platform threads before.")
                .optional(
                        MAX_IN_FLIGHT_RECORDS,
                        ConfigDef.Type.INT,
                        10_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Maximum records in flight",
                        "How many records of a task may be in flight: taken in and not settled, or in a source connector not "
                                + "handed to the worker. At this number no more are taken in until there are fewer.")
                .optional(
                        MAX_IN_FLIGHT_BYTES,
                        ConfigDef.Type.LONG,
                        64L * 1024 * 1024,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Maximum bytes in flight",
                        "How many bytes of keys, values and headers of a task may be in flight; at this number no more are "
                                + "taken in until there are fewer. In a sink connector sizes of structured values are estimated; "
                                + "sizes of items from a source of your own are not known.")
                .optional(
                        MAX_PARKED_MESSAGES_PER_KEY,
                        ConfigDef.Type.INT,
                        1_000,
                        Range.atLeast(1),
                        Importance.MEDIUM,
                        "Maximum parked messages per key",
                        "How many messages of a key may wait for one that is retried. At this number its retries end and "
                                + "the last step of its policy is taken, with a line in the log that names the key: "
                                + "otherwise the key would come to fill what may be in flight, and no other would go on. "
                                + "Of effect with " + ORDERING + " key. Keep it well below " + MAX_IN_FLIGHT_RECORDS
                                + ", or it may never be reached; " + NO_LIMIT + " is no limit.")
                .optional(
                        DRAIN_TIMEOUT_MS,
                        ConfigDef.Type.LONG,
                        4_000L,
                        Range.between(0, 600_000),
                        Importance.MEDIUM,
                        "Drain timeout",
                        "How many milliseconds a task that stops or loses partitions waits for messages in flight. Keep "
                                + "it below the worker's task.shutdown.graceful.timeout.ms (5000 unless set), which all "
                                + "tasks that stop together share.");
    }
}
