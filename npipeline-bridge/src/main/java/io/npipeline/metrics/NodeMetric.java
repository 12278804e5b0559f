package io.npipeline.metrics;

/** What each node of a task's pipeline has; the values since the task started. */
public enum NodeMetric implements Metric {
    IN_TOTAL(
            "in-total",
            MetricKind.COUNTER,
            "Messages that came to the node, each once however often it is tried; behind a batcher, batches."),
    OUT_TOTAL(
            "out-total",
            MetricKind.COUNTER,
            "Messages that went on from the node, each once however many outputs it has; those delivered, where it is a sink."),
    FAILED_TOTAL(
            "failed-total",
            MetricKind.COUNTER,
            "Messages that a call of the node failed on, each time; of a batch or a transaction, each that is in it."),
    RETRIED_TOTAL(
            "retried-total", MetricKind.COUNTER, "How often a message was put off at the node to be tried again."),
    SKIPPED_TOTAL(
            "skipped-total",
            MetricKind.COUNTER,
            "Messages that a policy skipped at the node, or that failed there after they had been acknowledged."),
    DEAD_LETTERED_TOTAL(
            "dead-lettered-total",
            MetricKind.COUNTER,
            "Messages that failed at the node and whose dead letters are durable; in a source connector, those that have "
                    + "one to be produced."),
    LATENCY_P50_MS("latency-p50-ms", MetricKind.GAUGE, "How long calls of the node take, the median."),
    LATENCY_P95_MS("latency-p95-ms", MetricKind.GAUGE, "How long calls of the node take, the 95th percentile."),
    LATENCY_P99_MS("latency-p99-ms", MetricKind.GAUGE, "How long calls of the node take, the 99th percentile."),
    LATENCY_MAX_MS("latency-max-ms", MetricKind.GAUGE, "How long calls of the node take, the longest."),
    CIRCUIT_OPEN("circuit-open", MetricKind.GAUGE, "1 while the node is left alone by its circuit breaker, else 0.");

    private final String metricName;
    private final MetricKind kind;
    private final String description;

    NodeMetric(String metricName, MetricKind kind, String description) {
        this.metricName = metricName;
        this.kind = kind;
        this.description = description;
    }

    @Override
    public String metricName() {
        return metricName;
    }

    @Override
    public MetricKind kind() {
        return kind;
    }

    @Override
    public MetricScope scope() {
        return MetricScope.BOTH;
    }

    @Override
    public String description() {
        return description;
    }
}
