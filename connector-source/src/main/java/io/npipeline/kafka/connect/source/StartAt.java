package io.npipeline.kafka.connect.source;

/** Where a partition begins of which no position is stored. */
enum StartAt {
    /** At the oldest record there is. */
    EARLIEST,
    /** Behind the newest, as it was when the connector started for the first time. */
    LATEST,
    /** At the first record with a timestamp from a given one on. */
    TIMESTAMP
}
