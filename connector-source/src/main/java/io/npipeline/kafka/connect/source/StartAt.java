package io.npipeline.kafka.connect.source;

/** Where a partition begins of which no position is stored. */
enum StartAt {
    /** At the oldest record there is. */
    EARLIEST,
    /** Behind the newest. */
    LATEST
}
