package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConfigGroup;
import io.npipeline.configuration.ConfigProblem;
import io.npipeline.configuration.EnumValues;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.config.AbstractConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * What is promised of the outputs, and what that demands of the worker's own settings for a connector. Immutable.
 *
 * @param maxTransactionWait how long outputs that are ready wait for others to share their transaction, at the most
 */
record DeliverySettings(DeliverySemantic semantic, Duration maxTransactionWait) {

    static final String SEMANTIC = "npipeline.delivery.semantic";
    static final String TRANSACTION_MAX_WAIT_MS = "npipeline.transaction.max.wait.ms";

    /** Well below the time within which a task must answer the worker. */
    private static final int LONGEST_TRANSACTION_WAIT_MS = 400;

    private static final EnumValues<DeliverySemantic> SEMANTICS = new EnumValues<>(DeliverySemantic.class);

    static DeliverySettings of(AbstractConfig config) {
        return new DeliverySettings(
                SEMANTICS.parse(config.getString(SEMANTIC)),
                Duration.ofMillis(config.getLong(TRANSACTION_MAX_WAIT_MS)));
    }

    /** Adds the key. */
    static void define(ConfigDef def) {
        new ConfigGroup(def, "Delivery")
                .choice(
                        SEMANTIC,
                        DeliverySemantic.AT_LEAST_ONCE,
                        SEMANTICS,
                        Importance.HIGH,
                        "Delivery semantic",
                        "exactly_once writes outputs, dead letters and positions in one transaction. It needs a distributed "
                                + "worker with exactly.once.source.support=enabled, and on the connector "
                                + WorkerSettings.EXACTLY_ONCE_SUPPORT + "=required and "
                                + WorkerSettings.TRANSACTION_BOUNDARY + "=connector. Readers of the outputs need "
                                + "isolation.level=read_committed.")
                .optional(
                        TRANSACTION_MAX_WAIT_MS,
                        ConfigDef.Type.LONG,
                        100L,
                        ConfigDef.Range.between(0, LONGEST_TRANSACTION_WAIT_MS),
                        Importance.MEDIUM,
                        "Maximum wait for a transaction",
                        "How many milliseconds outputs that are ready may wait for others to share their transaction. They "
                                + "wait only as long as commits, whose cost is measured, would take more than a fifth of the "
                                + "time. 0 ends a transaction whenever an output is ready. Of no effect without transactions.");
    }

    boolean isExactlyOnce() {
        return semantic == DeliverySemantic.EXACTLY_ONCE;
    }

    /** Half of what exactly-once needs would be at-least-once in disguise. */
    List<ConfigProblem> problems(WorkerSettings worker) {
        List<ConfigProblem> problems = new ArrayList<>();
        if (isExactlyOnce()) {
            demand(WorkerSettings.EXACTLY_ONCE_SUPPORT, worker.exactlyOnceSupport(), "required", problems);
            demand(WorkerSettings.TRANSACTION_BOUNDARY, worker.transactionBoundary(), "connector", problems);
        }
        return problems;
    }

    private static void demand(String key, @Nullable String value, String demanded, List<ConfigProblem> problems) {
        if (!demanded.equalsIgnoreCase(value)) {
            problems.add(
                    new ConfigProblem(key, value, "must be " + demanded + " when " + SEMANTIC + " is exactly_once"));
        }
    }

    /**
     * Refuses to run on a worker that gives the task no transactions, the only sign of what the worker does that a task
     * gets.
     */
    void requireTransactions(boolean transactional) {
        if (isExactlyOnce() && !transactional) {
            throw new ConnectException(
                    SEMANTIC + " is exactly_once, but this worker gives its tasks no transactions: it must "
                            + "be a distributed worker with exactly.once.source.support=enabled");
        }
    }
}
