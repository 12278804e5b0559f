package io.npipeline.engine;

import io.npipeline.message.Rejection;

/** What became of a message by the user's word, or of the chance to say one. Immutable. */
sealed interface Decision {

    /** Decisions that say no more. */
    enum Plain implements Decision {
        /** The message is processed, whatever comes. */
        ACKNOWLEDGED,
        /** The message was rejected, and what that leads to is under way. */
        TAKEN,
        /** The partition was given up first. */
        LOST,
        /** The call that the message was given to failed first. */
        FAILED
    }

    /** A rejection that did not lead to anything yet. */
    record Rejected(Rejection how) implements Decision {}
}
