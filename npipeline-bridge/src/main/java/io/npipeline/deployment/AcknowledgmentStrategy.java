package io.npipeline.deployment;

/** What settles a message; {@code npipeline.acknowledgment.strategy} in docs/configuration.md says it at length. */
public enum AcknowledgmentStrategy {
    /** The return of its last sink. */
    AUTO_ON_SINK_SUCCESS,
    /** The pipeline, for each message that a sink of its own was given. */
    MANUAL,
    /** The return of its last sink, some time later. */
    DELAYED,
    /** Its intake, before it runs; in a sink connector only. */
    NONE
}
