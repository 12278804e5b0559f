package io.npipeline.engine;

/** What becomes of a batch whose transaction failed. */
enum WriteVerdict {
    /** The same transaction again, after the delay that the batch now holds. */
    AGAIN,
    /** Its halves, in a transaction each, to find what cannot be written. */
    DIVIDE,
    /** A transaction without messages and then the batch once more, to see whose fault it is. */
    PROVE,
    /** The batch ends here without being written. */
    GIVE_UP,
    /** The same, once its dead letters are durable. */
    DEAD_LETTER,
    /** The task ends; the batch stays unsettled. */
    STOP
}
