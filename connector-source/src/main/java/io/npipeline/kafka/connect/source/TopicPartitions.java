package io.npipeline.kafka.connect.source;

import io.npipeline.node.Position;
import io.npipeline.node.SourcePartition;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Topic partitions and offsets as Connect stores them for a relay: <code>{"partition": 0, "topic": "orders"}</code> and
 * <code>{"v": 1, "offset": 17}</code>, where the offset is that of the next record to read.
 */
final class TopicPartitions {

    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";

    private TopicPartitions() {}

    /** What Connect stores positions under; in an order as that of {@link SourcePartition}, for the same reason. */
    static Map<String, Object> stored(TopicPartition partition) {
        Map<String, Object> id = new HashMap<>();
        id.put(TOPIC, partition.topic());
        id.put(PARTITION, partition.partition());
        return Collections.unmodifiableMap(id);
    }

    /** The form in which a partition is assigned to a task. */
    static SourcePartition assigned(TopicPartition partition) {
        return new SourcePartition(
                Map.of(TOPIC, partition.topic(), PARTITION, Integer.toString(partition.partition())));
    }

    /** The partition of an assignment. */
    static TopicPartition of(SourcePartition assigned) {
        return new TopicPartition(
                assigned.id().getOrDefault(TOPIC, ""),
                Integer.parseInt(assigned.id().getOrDefault(PARTITION, "")));
    }

    /** What Connect stores for the offset of the next record; {@code null} for the beginning. */
    static Map<String, Object> stamp(@Nullable Long next) {
        return StoredPosition.write(next == null ? null : Position.of(OFFSET, next));
    }

    /**
     * The offset of a stored position.
     *
     * @throws ConnectException naming the position, when it has none
     */
    static OptionalLong offset(@Nullable Map<String, ?> stored) {
        if (StoredPosition.read(stored).isEmpty()) {
            return OptionalLong.empty();
        }
        Object offset = new HashMap<>(stored).get(OFFSET);
        if ((offset instanceof Long || offset instanceof Integer) && ((Number) offset).longValue() >= 0) {
            return OptionalLong.of(((Number) offset).longValue());
        }
        throw new ConnectException(
                "The position " + stored + " cannot be read: \"" + OFFSET + "\" must be a whole number from 0");
    }

    /**
     * Refuses what is no partition of a topic, under which nothing would ever be looked for.
     *
     * @throws ConnectException naming the partition
     */
    static void requireValid(Map<String, ?> id) {
        Object partition = id.get(PARTITION);
        boolean valid = id.size() == 2
                && id.get(TOPIC) instanceof String
                && (partition instanceof Integer || partition instanceof Long)
                && ((Number) partition).longValue() >= 0;
        if (!valid) {
            throw new ConnectException("The source partition " + id + " must be {\"" + PARTITION
                    + "\": a whole number from 0, \"" + TOPIC + "\": the name of a topic}");
        }
    }
}
