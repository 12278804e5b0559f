package io.npipeline.deployment;

/** What is promised of the outputs of a source connector. */
public enum DeliverySemantic {
    /** No record is lost; after a failure some are written again. */
    AT_LEAST_ONCE,
    /** Outputs and positions are written in one transaction. */
    EXACTLY_ONCE
}
