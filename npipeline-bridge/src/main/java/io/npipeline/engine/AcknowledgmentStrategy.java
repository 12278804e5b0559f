package io.npipeline.engine;

/** What settles a message. */
public enum AcknowledgmentStrategy {
    /** The return of the last sink. */
    AUTO_ON_SINK_SUCCESS,
    /** The user, for each message that a sink of the user's was given. */
    MANUAL,
    /** The return of the last sink, after a delay. */
    DELAYED,
    /** Its intake: nothing that comes later holds its offset back. */
    NONE
}
