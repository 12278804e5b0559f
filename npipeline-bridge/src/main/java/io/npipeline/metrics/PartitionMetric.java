package io.npipeline.metrics;

/** What each partition of a task has while the task has it. */
public enum PartitionMetric implements Metric {
    FRONTIER_OFFSET(
            "frontier-offset",
            MetricKind.GAUGE,
            "The offset that may be committed: everything below is settled, and its outputs are written. -1 while it is not "
                    + "known. Kafka's partitions only."),
    END_OFFSET(
            "end-offset",
            MetricKind.GAUGE,
            "The end of the log when it was asked for last; -1 while it is not known. Kafka's partitions only."),
    LAG(
            "lag",
            MetricKind.GAUGE,
            "Offsets between the frontier and the end of the log; -1 while one is not known. Kafka's partitions only."),
    RECORDS_IN_FLIGHT("records-in-flight", MetricKind.GAUGE, "Records of the partition taken in and not settled."),
    OLDEST_UNSETTLED_AGE_MS(
            "oldest-unsettled-age-ms",
            MetricKind.GAUGE,
            "How long ago the partition's first unsettled record was taken in; 0 with none. In a source connector a record "
                    + "counts until all its outputs are written.");

    private final String metricName;
    private final MetricKind kind;
    private final String description;

    PartitionMetric(String metricName, MetricKind kind, String description) {
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
