package io.npipeline.configuration;

import io.npipeline.binding.BindingException;
import io.npipeline.failure.ExponentialBackoffRetryStrategy;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.connect.errors.DataException;

/** What is done with failed messages unless their node has a policy of its own. Immutable. */
public final class FailureSettings {

    public static final String RETRY_MAX = "npipeline.retry.max";
    public static final String RETRY_DELAY_BASE_MS = "npipeline.retry.delay.base.ms";
    public static final String RETRY_DELAY_MAX_MS = "npipeline.retry.delay.max.ms";
    public static final String RETRY_JITTER = "npipeline.retry.jitter";
    public static final String CONTINUE_ON_ERROR = "npipeline.continue.on.error";

    private final int maxRetries;
    private final long baseDelayMs;
    private final long maxDelayMs;
    private final double jitter;
    private final boolean continueOnError;

    public FailureSettings(AbstractConfig config) {
        maxRetries = config.getInt(RETRY_MAX);
        baseDelayMs = config.getLong(RETRY_DELAY_BASE_MS);
        maxDelayMs = config.getLong(RETRY_DELAY_MAX_MS);
        jitter = config.getDouble(RETRY_JITTER);
        continueOnError = config.getBoolean(CONTINUE_ON_ERROR);
    }

    /** Adds the keys. */
    public static void define(ConfigDef def) {
        new ConfigGroup(def, "Failures")
                .optional(
                        RETRY_MAX,
                        ConfigDef.Type.INT,
                        3,
                        Range.atLeast(0),
                        Importance.HIGH,
                        "Retries",
                        "How often a failed call to a node is repeated. Only messages of the same key wait meanwhile. Records "
                                + "that cannot be converted, or do not fit the type the pipeline reads, are not tried again. Reading "
                                + "a partition of a source of your own is repeated as often.")
                .optional(
                        RETRY_DELAY_BASE_MS,
                        ConfigDef.Type.LONG,
                        100L,
                        Range.between(1, ConfigGroup.LONGEST_MS),
                        Importance.MEDIUM,
                        "First retry delay",
                        "Milliseconds before the first retry; doubled for each further one.")
                .optional(
                        RETRY_DELAY_MAX_MS,
                        ConfigDef.Type.LONG,
                        30_000L,
                        Range.between(1, ConfigGroup.LONGEST_MS),
                        Importance.MEDIUM,
                        "Longest retry delay",
                        "The most milliseconds between retries, before jitter.")
                .optional(
                        RETRY_JITTER,
                        ConfigDef.Type.DOUBLE,
                        0.2,
                        Range.between(0.0, 1.0),
                        Importance.LOW,
                        "Retry jitter",
                        "The share of a delay, from 0 to 1, up to which a random time is added to it.")
                .optional(
                        CONTINUE_ON_ERROR,
                        ConfigDef.Type.BOOLEAN,
                        false,
                        null,
                        Importance.MEDIUM,
                        "Continue on error",
                        "Whether messages whose retries ended are skipped, counted and logged, instead of dead-lettered or "
                                + "failing the task.");
    }

    /** What is wrong with the keys in the light of each other. */
    public List<ConfigProblem> problems() {
        List<ConfigProblem> problems = new ArrayList<>();
        if (maxDelayMs < baseDelayMs) {
            problems.add(new ConfigProblem(
                    RETRY_DELAY_MAX_MS,
                    maxDelayMs,
                    "must be at least " + RETRY_DELAY_BASE_MS + " (" + baseDelayMs + ")"));
        }
        if (Double.isNaN(jitter)) {
            problems.add(new ConfigProblem(RETRY_JITTER, jitter, "must be a number from 0 to 1"));
        }
        return problems;
    }

    /** How often and when what failed is tried again. */
    public RetryStrategy retryStrategy() {
        return new ExponentialBackoffRetryStrategy(
                maxRetries, Duration.ofMillis(baseDelayMs), Duration.ofMillis(maxDelayMs), jitter);
    }

    /** The policy of nodes without one. Its last step completes the policies of those that have one. */
    public FailurePolicy defaultPolicy(boolean deadLetters) {
        NodeErrorDecision onError = deadLetters ? NodeErrorDecision.DEAD_LETTER : NodeErrorDecision.FAIL;
        NodeErrorDecision lastStep = continueOnError ? NodeErrorDecision.SKIP : onError;
        return FailurePolicy.retry(retryStrategy())
                // What does not fit the type now does not fit it later.
                .on(BindingException.class, lastStep)
                .on(DataException.class, lastStep)
                .then(lastStep);
    }
}
