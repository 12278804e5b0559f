package io.npipeline.kafka.connect.sink;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * How an epoch of a partition begins: with what is known of the records that earlier owners settled.
 *
 * <p>Task thread only.
 */
interface Epochs {

    /** Begins an epoch of each partition, in bounded time: records may come as soon as this returns. */
    Map<TopicPartition, OwnedPartition> begin(Collection<TopicPartition> partitions);

    /**
     * Begins one of a partition whose offsets go back: they are those of another log. The topic was truncated or made anew, and
     * the consumer reset, without a rebalance.
     *
     * @param offset that of the record that came
     */
    OwnedPartition beginAgain(TopicPartition partition, OwnedPartition previous, long offset);
}
