package io.npipeline.failure;

/** What is done with a message whose node failed. */
public enum NodeErrorDecision {
    /** Call the node again with the same message after a delay; later messages of the same key wait. */
    RETRY,
    /** Drop the message: counted and logged, and settled. */
    SKIP,
    /** Hand the message to the dead-letter destination; settled once it is durable there. */
    DEAD_LETTER,
    /** Stop the task; the message stays unsettled and is delivered again after a restart. */
    FAIL
}
