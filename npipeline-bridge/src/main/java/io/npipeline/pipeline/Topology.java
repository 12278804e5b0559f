package io.npipeline.pipeline;

/** The kinds of pipeline, told apart by their ends. */
public enum Topology {
    /** Kafka to a sink of the user's: runs in the sink connector. */
    EGRESS,
    /** A source of the user's to Kafka: runs in the source connector. */
    INGRESS,
    /** Kafka to Kafka: runs in the source connector. */
    RELAY
}
