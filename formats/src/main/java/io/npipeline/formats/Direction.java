package io.npipeline.formats;

/** Which way values go. */
public enum Direction {
    /** Somebody else writes, a pipeline's sink reads. */
    EGRESS,
    /** A pipeline's source writes, somebody else reads. */
    INGRESS,
    /** Somebody else writes, a relay reads and writes, somebody else reads. */
    RELAY
}
