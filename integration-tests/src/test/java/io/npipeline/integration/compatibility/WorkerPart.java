package io.npipeline.integration.compatibility;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What only newer workers have, and what becomes of it on those that lack it. */
enum WorkerPart {
    HEALTH(
            WorkerVersion.KAFKA_3_9,
            "`GET /health`",
            "`ConnectClient.isHealthy` and the demo go by `GET /connectors`",
            null),
    SECOND_TRANSACTIONS(
            WorkerVersion.KAFKA_4_0,
            "`transaction.version` 2 (KIP-890)",
            "exactly once has [the hole that it closes](guarantees.md#10-exactly-once)",
            "The Kafka clients of this worker do not know transaction.version 2"),
    PLUGIN_METRICS(
            WorkerVersion.KAFKA_4_3,
            "metrics of plugins (KIP-877, from 4.1 on)",
            "metrics are in JMX only",
            "Metrics are published in JMX only");

    private final WorkerVersion since;
    private final String title;
    private final String without;
    private final @Nullable String logLine;

    WorkerPart(WorkerVersion since, String title, String without, @Nullable String logLine) {
        this.since = since;
        this.title = title;
        this.without = without;
        this.logLine = logLine;
    }

    boolean isIn(WorkerVersion version) {
        return version.compareTo(since) >= 0;
    }

    /** How the line begins that a connector logs where it does without the part. */
    Optional<String> logLine() {
        return Optional.ofNullable(logLine);
    }

    String title() {
        return title;
    }

    String without() {
        return without;
    }
}
