package io.npipeline.engine;

/** An operator that messages wait in. Thread safe. */
interface Gathering {

    /** While set, waiting messages go on without lingering. */
    void flushAtOnce(boolean atOnce);

    /** Drops what waits here for partitions that were given up, so that later messages of their keys need not wait for it. */
    void dropLost();

    /** What waits here for a retry of its own; lanes that wait are the timer's. */
    Parked parked();
}
