package io.npipeline.engine;

/** Decisions that say no more than their name. */
enum PlainDecision implements Decision {
    /** The message is processed, whatever comes. */
    ACKNOWLEDGED,
    /** The message was rejected, and what that leads to is under way. */
    TAKEN,
    /** The partition was given up first. */
    LOST,
    /** The call that the message was given to failed first. */
    FAILED
}
