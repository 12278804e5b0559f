package io.npipeline.metrics;

/** Which connectors have a metric. */
public enum MetricScope {
    /** Both. */
    BOTH,
    /** The sink connector. */
    SINK,
    /** The source connector. */
    SOURCE
}
