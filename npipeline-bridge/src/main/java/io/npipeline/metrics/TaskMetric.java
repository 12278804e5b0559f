package io.npipeline.metrics;

/** What a task as a whole has; the values since it started. */
public enum TaskMetric implements Metric {
    RECORDS_IN_TOTAL(
            "records-in-total",
            MetricKind.COUNTER,
            MetricScope.BOTH,
            "Records taken in, those included that an earlier owner of their partition had settled."),
    RECORDS_SETTLED_TOTAL(
            "records-settled-total",
            MetricKind.COUNTER,
            MetricScope.BOTH,
            "Records that are done: delivered, filtered, skipped, dead-lettered, or dropped with a partition that the "
                    + "task lost."),
    RECORDS_IN_FLIGHT("records-in-flight", MetricKind.GAUGE, MetricScope.BOTH, "Records taken in and not settled."),
    BYTES_IN_FLIGHT(
            "bytes-in-flight", MetricKind.GAUGE, MetricScope.BOTH, "The size of the records in flight, as estimated."),
    RETRIED_TOTAL(
            "retried-total",
            MetricKind.COUNTER,
            MetricScope.BOTH,
            "How often a message was put off to be tried again."),
    SKIPPED_TOTAL(
            "skipped-total",
            MetricKind.COUNTER,
            MetricScope.BOTH,
            "Messages that a policy skipped, or that failed after they had been acknowledged."),
    DEAD_LETTERED_TOTAL(
            "dead-lettered-total",
            MetricKind.COUNTER,
            MetricScope.BOTH,
            "Messages whose dead letters are durable; in a source connector, those that have one to be produced."),
    CROWDED_TOTAL(
            "crowded-total",
            MetricKind.COUNTER,
            MetricScope.BOTH,
            "Messages whose retries ended early because too many of their key waited."),
    TAP_FAILED_TOTAL("tap-failed-total", MetricKind.COUNTER, MetricScope.BOTH, "Calls of taps that failed."),
    PARKED_KEYS(
            "parked-keys",
            MetricKind.GAUGE,
            MetricScope.BOTH,
            "Keys, or partitions where these are the order, whose first message waits for its retry."),
    PARKED_RECORDS(
            "parked-records",
            MetricKind.GAUGE,
            MetricScope.BOTH,
            "Records of the parked keys, those that wait behind the first included."),
    INTAKE_BLOCKED(
            "intake-blocked",
            MetricKind.GAUGE,
            MetricScope.BOTH,
            "1 while no records are taken in because dead letters cannot be stored or a circuit is open, else 0."),
    PAUSED(
            "paused",
            MetricKind.GAUGE,
            MetricScope.SINK,
            "1 while the partitions are paused, because the limits in flight are reached or the intake is blocked, "
                    + "else 0."),
    OLDEST_UNSETTLED_AGE_MS(
            "oldest-unsettled-age-ms",
            MetricKind.GAUGE,
            MetricScope.BOTH,
            "How long ago the record was taken in that is unsettled for longest; 0 with none. In a source connector a "
                    + "record counts until all its outputs are written."),
    FRONTIER_RECORD(
            "frontier-record",
            MetricKind.TEXT,
            MetricScope.BOTH,
            "The record of that age, as topic-partition-offset; of a source of your own its partition and the position "
                    + "behind which it was read. Empty with none."),
    LAG(
            "lag",
            MetricKind.GAUGE,
            MetricScope.BOTH,
            "Offsets between the frontiers of the task's partitions and the ends of their logs, summed; -1 while one is "
                    + "not known, 0 while the task has no partition. Not with a source of your own."),
    COMMIT_REQUESTED_TOTAL(
            "commit-requested-total",
            MetricKind.COUNTER,
            MetricScope.SINK,
            "Commits of offsets that the task asked the worker for."),
    DRAIN_TIME_MAX_MS(
            "drain-time-max-ms",
            MetricKind.GAUGE,
            MetricScope.SINK,
            "The longest wait for messages in flight before a closing commit."),
    PRODUCED_TOTAL(
            "produced-total",
            MetricKind.COUNTER,
            MetricScope.SOURCE,
            "Outputs that the worker's producer has acknowledged, dead letters and heartbeats included."),
    OUTPUTS_WAITING(
            "outputs-waiting",
            MetricKind.GAUGE,
            MetricScope.SOURCE,
            "Outputs that are done and not handed to the worker yet."),
    LIST_RECORDS_AVG(
            "list-records-avg",
            MetricKind.GAUGE,
            MetricScope.SOURCE,
            "Outputs in a list handed to the worker, on average since the task started."),
    LIST_TIME_P50_MS(
            "list-time-p50-ms",
            MetricKind.GAUGE,
            MetricScope.SOURCE,
            "From handing over a list to the worker's next poll, the median."),
    LIST_TIME_P99_MS(
            "list-time-p99-ms",
            MetricKind.GAUGE,
            MetricScope.SOURCE,
            "From handing over a list to the worker's next poll, the 99th percentile."),
    LIST_TIME_MAX_MS(
            "list-time-max-ms",
            MetricKind.GAUGE,
            MetricScope.SOURCE,
            "From handing over a list to the worker's next poll, the longest."),
    TRANSACTIONS_TOTAL(
            "transactions-total",
            MetricKind.COUNTER,
            MetricScope.SOURCE,
            "Transactions of the task that the worker has committed."),
    TRANSACTION_TIME_P50_MS(
            "transaction-time-p50-ms",
            MetricKind.GAUGE,
            MetricScope.SOURCE,
            "From handing over the list that ends a transaction to its commit, the median."),
    TRANSACTION_TIME_P99_MS(
            "transaction-time-p99-ms",
            MetricKind.GAUGE,
            MetricScope.SOURCE,
            "From handing over the list that ends a transaction to its commit, the 99th percentile."),
    TRANSACTION_TIME_MAX_MS(
            "transaction-time-max-ms",
            MetricKind.GAUGE,
            MetricScope.SOURCE,
            "From handing over the list that ends a transaction to its commit, the longest.");

    private final String metricName;
    private final MetricKind kind;
    private final MetricScope scope;
    private final String description;

    TaskMetric(String metricName, MetricKind kind, MetricScope scope, String description) {
        this.metricName = metricName;
        this.kind = kind;
        this.scope = scope;
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
        return scope;
    }

    @Override
    public String description() {
        return description;
    }
}
