package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.PartitionReading;

/**
 * How a partition stands at a moment. Immutable.
 *
 * @param reading what of it is settled
 * @param frontier the offset that may be committed; {@link LogEnds#UNKNOWN} until it is known where the partition begins
 */
record PartitionLook(PartitionReading reading, long frontier) {}
