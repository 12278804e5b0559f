package io.npipeline.metrics;

/** How a metric's values follow each other. */
public enum MetricKind {
    /** Grows from 0 on while the task runs. */
    COUNTER,
    /** Goes up and down. */
    GAUGE,
    /** A text. */
    TEXT
}
