package io.npipeline.kafka.connect.source;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.OffsetMapReading;
import io.npipeline.node.Position;
import io.npipeline.node.SourcePartition;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/**
 * Topic partitions and positions as Connect stores them for a relay: <code>{"partition": 0, "topic": "orders"}</code> and
 * <code>{"v": 1, "offset": 17}</code>, where the offset is that of the first record that was not relayed. Where records
 * behind it were, the text {@code done} names them: values of a position must be primitives.
 */
final class TopicPartitions {

    private static final String TOPIC = "topic";
    private static final String PARTITION = "partition";
    private static final String OFFSET = "offset";
    private static final String DONE = "done";

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

    /** What Connect stores for a position; {@code null} for the beginning. */
    static Map<String, Object> stamp(@Nullable RelayPosition position) {
        if (position == null) {
            return StoredPosition.write(null);
        }
        return StoredPosition.write(
                position.done().isEmpty()
                        ? Position.of(OFFSET, position.offset())
                        : new Position(Map.of(
                                OFFSET, position.offset(), DONE, position.done().encode(Integer.MAX_VALUE))));
    }

    /**
     * The position that was stored; {@code null} for the beginning.
     *
     * @throws ConnectException naming the position, when it is none, also where only {@code done} cannot be read: without
     *     it records that were relayed would be relayed again
     */
    static @Nullable RelayPosition position(@Nullable Map<String, ?> stored) {
        Optional<Position> position = StoredPosition.read(stored);
        if (position.isEmpty()) {
            return null;
        }
        long offset = offset(stored);
        Object done = position.get().values().get(DONE);
        if (done == null) {
            return RelayPosition.of(offset);
        }
        OffsetMapReading reading =
                done instanceof String text ? OffsetMap.decode(text, offset) : OffsetMapReading.Unusable.UNREADABLE;
        if (reading instanceof OffsetMapReading.Usable usable) {
            return new RelayPosition(offset, usable.map());
        }
        String reason = ((OffsetMapReading.Unusable) reading).reason();
        throw unreadable(
                stored, "of \"" + DONE + "\": " + reason + "; leave it out, and what it names is relayed again");
    }

    private static long offset(@Nullable Map<String, ?> stored) {
        Object offset = stored == null ? null : stored.get(OFFSET);
        if ((offset instanceof Long || offset instanceof Integer) && ((Number) offset).longValue() >= 0) {
            return ((Number) offset).longValue();
        }
        throw unreadable(stored, "\"" + OFFSET + "\" must be a whole number from 0");
    }

    private static ConnectException unreadable(@Nullable Map<String, ?> stored, String reason) {
        return new ConnectException("The position " + stored + " cannot be read: " + reason);
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
