package io.npipeline.integration.moves;

import org.apache.kafka.common.TopicPartition;

/**
 * One call of the sink. Immutable.
 *
 * @param process the id of the worker's process
 * @param partition where the record is from, with its {@code offset}
 * @param body the record's value
 * @param begin when the call began, in milliseconds of the machine's clock
 * @param end when it ended; {@link #NEVER} when it did not
 */
record Call(long process, TopicPartition partition, long offset, Body body, long begin, long end) {

    static final long NEVER = Long.MAX_VALUE;

    /** Identifies a record. */
    record Id(TopicPartition partition, long offset) {}

    Id id() {
        return new Id(partition, offset);
    }

    boolean hasEnded() {
        return end != NEVER;
    }

    Call endedAt(long time) {
        return new Call(process, partition, offset, body, begin, time);
    }
}
