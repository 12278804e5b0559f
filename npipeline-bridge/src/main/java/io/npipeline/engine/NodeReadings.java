package io.npipeline.engine;

import io.npipeline.metrics.LatencyReadings;

/**
 * What one node of a running pipeline did so far. Counts only grow, and each is exact once what it counts has settled; while
 * messages run, counts that belong together may be some messages apart.
 *
 * <p>A message that failed and is retried has come in once. One that passes a node that does not see it, as a tombstone does,
 * counts like any other. Behind a batcher a message is a batch.
 *
 * <p>Thread safe, and no reading waits for a message.
 */
public interface NodeReadings {

    /** The name the node was added under. */
    String node();

    /** Messages that came in. Of a source: what the pipeline began to run. */
    long in();

    /**
     * Messages that went on to the outputs: each once, however many outputs there are. Of a sink: those that it took for good,
     * which with manual acknowledgement are those that were acknowledged.
     */
    long out();

    /**
     * Messages that a call failed on, each time: of a batch each message that failed, of a transaction each that was in it. A
     * message that was rejected counts as failed.
     */
    long failed();

    /** How often a message was put off to be tried again. */
    long retried();

    /** Messages that ended here because a policy skipped them, or failed after they had been acknowledged. */
    long skipped();

    /** Messages that ended here and whose dead letters are durable; in a source connector, that wait to be produced. */
    long deadLettered();

    /**
     * How long calls to the node took: one of about 64 where calls are short, all where they are long. A call of a batch sink or
     * of a transactional sink is one for many messages, a call of an asynchronous transform ends with its stage.
     */
    LatencyReadings latency();

    /** Whether its circuit breaker is open, so that it is left alone. */
    boolean circuitOpen();
}
