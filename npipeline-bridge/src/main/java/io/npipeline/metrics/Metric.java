package io.npipeline.metrics;

/** A metric as it is defined: all that is known of it apart from its values. Its enum is the MBean it is an attribute of. */
public sealed interface Metric permits TaskMetric, NodeMetric, PartitionMetric {

    /** The name, in kebab-case, with the unit at its end where it has one. */
    String metricName();

    MetricKind kind();

    MetricScope scope();

    /** What the values say, as a sentence. */
    String description();
}
