package io.npipeline.kafka.connect.source;

import io.npipeline.engine.OffsetMap;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where a relay's consumer begins to read. */
final class RelayStart {

    private static final Logger log = LoggerFactory.getLogger(RelayStart.class);

    private RelayStart() {}

    /** Assigns the partitions to the consumer and moves it to their positions. */
    static void seek(
            Consumer<byte[], byte[]> consumer,
            Map<TopicPartition, Optional<RelayPosition>> positions,
            StartAt startAt) {
        consumer.assign(positions.keySet());
        List<TopicPartition> fresh = new ArrayList<>();
        positions.forEach((partition, from) -> from.ifPresentOrElse(
                position -> consumer.seek(partition, position.offset()), () -> fresh.add(partition)));
        if (fresh.isEmpty()) {
            return; // without partitions the calls below would mean all of them
        }
        switch (startAt) {
            case EARLIEST -> consumer.seekToBeginning(fresh);
            case LATEST -> consumer.seekToEnd(fresh);
        }
    }

    /**
     * The positions without what they say of records that the log does not have: then it is another log, and what was relayed
     * of the old one says nothing of the records that are in its place.
     */
    static Map<TopicPartition, Optional<RelayPosition>> withinTheirLogs(
            Map<TopicPartition, Optional<RelayPosition>> positions, Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> outOfOrder = new ArrayList<>();
        positions.forEach((partition, from) -> {
            if (from.isPresent() && !from.get().done().isEmpty()) {
                outOfOrder.add(partition);
            }
        });
        Map<TopicPartition, Optional<RelayPosition>> valid = new LinkedHashMap<>(positions);
        if (!outOfOrder.isEmpty()) {
            consumer.endOffsets(outOfOrder)
                    .forEach((partition, end) -> valid.computeIfPresent(
                            partition, (same, from) -> from.map(position -> within(partition, position, end))));
        }
        return valid;
    }

    private static RelayPosition within(TopicPartition partition, RelayPosition position, long end) {
        OffsetMap done = position.done();
        if (done.end() <= end) {
            return position;
        }
        log.warn(
                "{} ends at {}, and records up to {} were relayed of it: its log lost its end, or the topic was made anew. "
                        + "All of its records from {} on are relayed",
                partition,
                end,
                done.end(),
                position.offset());
        return RelayPosition.of(position.offset());
    }
}
