package io.npipeline.kafka.connect.source;

/** Reads on a thread of its own until it is told to stop. */
interface ReadingLoop extends Runnable {

    /** Ends the reading after the read under way. Any thread. */
    void stop();
}
