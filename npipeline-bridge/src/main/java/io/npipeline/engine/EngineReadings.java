package io.npipeline.engine;

/**
 * What a whole engine did so far, beside what it settled. Immutable.
 *
 * @param retried how often a message was put off to be tried again
 * @param skipped messages that a policy skipped, or that failed after they had been acknowledged
 * @param deadLettered messages whose dead letters are durable; in a source connector, that wait to be produced
 * @param crowded messages whose retries ended because too many of their key waited for them
 * @param tapFailed calls of taps that failed
 * @param parkedKeys how many ordering domains wait now for a retry of their first message
 * @param parkedRecords how many messages there are in them, the first ones included
 */
public record EngineReadings(
        long retried,
        long skipped,
        long deadLettered,
        long crowded,
        long tapFailed,
        int parkedKeys,
        long parkedRecords) {}
