package io.npipeline.kafka.connect.sink;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * The ends of the logs of partitions, as of the last look.
 *
 * <p>Thread safe.
 */
final class LogEnds {

    /** An offset that is not known. */
    static final long UNKNOWN = -1;

    private volatile Map<TopicPartition, Long> ends = Map.of();

    /** The offset behind the last record; {@link #UNKNOWN} where nobody looked, or the last look failed. */
    long of(TopicPartition partition) {
        return ends.getOrDefault(partition, UNKNOWN);
    }

    /** Replaces all there are. */
    void set(Map<TopicPartition, Long> newEnds) {
        ends = Map.copyOf(newEnds);
    }
}
