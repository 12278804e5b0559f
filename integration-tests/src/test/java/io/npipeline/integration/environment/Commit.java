package io.npipeline.integration.environment;

import org.apache.kafka.common.TopicPartition;

/**
 * A commit that the broker took. Immutable.
 *
 * @param time when the broker got it, in milliseconds of its clock
 */
public record Commit(TopicPartition partition, CommittedPosition position, long time) {}
