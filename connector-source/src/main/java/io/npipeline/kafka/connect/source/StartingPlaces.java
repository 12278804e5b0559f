package io.npipeline.kafka.connect.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;

/**
 * Where the partitions of a relay task are to be read from: those with a stored position from there on, those that appeared while
 * the connector ran from their beginning, the others where the settings say.
 *
 * <p>Used by one thread at a time.
 */
final class StartingPlaces {

    private final Map<TopicPartition, OptionalLong> stored;
    private final StartSettings settings;
    private final PartitionStarts starts;

    /** Those that a time decides about, of which the brokers have not been asked yet. */
    private final List<TopicPartition> byTime = new ArrayList<>();

    /**
     * @param stored the partitions, each with its offset where one is stored
     */
    StartingPlaces(Map<TopicPartition, OptionalLong> stored, StartSettings settings, PartitionStarts starts) {
        this.stored = stored;
        this.settings = settings;
        this.starts = starts;
    }

    /** Assigns the partitions to a consumer. Asks no broker. */
    void assignTo(Consumer<?, ?> consumer) {
        consumer.assign(stored.keySet());
        List<TopicPartition> beginning = new ArrayList<>();
        List<TopicPartition> end = new ArrayList<>();
        stored.forEach((partition, offset) -> {
            if (offset.isPresent()) {
                consumer.seek(partition, offset.getAsLong());
            } else if (starts.appeared().contains(TopicPartitions.assigned(partition))) {
                beginning.add(partition);
            } else {
                ofSettings(beginning, end).add(partition);
            }
        });
        // Without partitions these would mean all of them.
        if (!beginning.isEmpty()) {
            consumer.seekToBeginning(beginning);
        }
        if (!end.isEmpty()) {
            consumer.seekToEnd(end);
        }
    }

    private List<TopicPartition> ofSettings(List<TopicPartition> beginning, List<TopicPartition> end) {
        return switch (settings.at()) {
            case EARLIEST -> beginning;
            case LATEST -> starts.since().isPresent() ? byTime : end;
            case TIMESTAMP -> byTime;
        };
    }

    /**
     * Moves the consumer to the places that only the brokers know. To be called before the first poll until it returns.
     *
     * @throws TimeoutException when brokers did not answer
     */
    void lookUp(Consumer<?, ?> consumer) {
        if (byTime.isEmpty()) {
            return;
        }
        // The ends first: what comes between the questions is then behind an end, or is found by its time.
        Map<TopicPartition, Long> ends = consumer.endOffsets(byTime);
        Map<TopicPartition, Long> times = new HashMap<>();
        byTime.forEach(partition -> times.put(partition, millis()));
        Map<TopicPartition, OffsetAndTimestamp> found = consumer.offsetsForTimes(times);
        byTime.forEach(partition -> {
            OffsetAndTimestamp first = found.get(partition);
            consumer.seek(partition, first == null ? Objects.requireNonNull(ends.get(partition)) : first.offset());
        });
        byTime.clear();
    }

    private long millis() {
        Instant timestamp = settings.timestamp();
        return timestamp == null ? starts.since().orElseThrow() : timestamp.toEpochMilli();
    }
}
