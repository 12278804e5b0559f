package io.npipeline.kafka.connect.source;

/** What becomes of a partition whose log does not have the position that is to be read. */
enum PositionLost {
    /** It goes on with the oldest record, or where the brokers know that the log diverged. */
    EARLIEST,
    /** The task fails. */
    FAIL
}
