package io.npipeline.kafka.connect.source;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.connect.errors.ConnectException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the partitions of a relay task are to be read from: those with a stored position from there on, those that appeared while
 * the connector ran from their beginning, the others where the settings say.
 *
 * <p>Used by one thread at a time.
 */
final class StartingPlaces {

    private static final Logger log = LoggerFactory.getLogger(StartingPlaces.class);

    private final Map<TopicPartition, Optional<RelayPosition>> stored;
    private final StartSettings settings;
    private final PartitionStarts starts;

    /** Those that a time decides about, of which the brokers have not been asked yet. */
    private final List<TopicPartition> byTime = new ArrayList<>();

    /** Those of which records behind the position were relayed, and of which the brokers have not been asked yet. */
    private final List<TopicPartition> outOfOrder = new ArrayList<>();

    private final Set<TopicPartition> ofAnotherLog = new HashSet<>();

    /**
     * @param stored the partitions, each with its position where one is stored
     */
    StartingPlaces(
            Map<TopicPartition, Optional<RelayPosition>> stored, StartSettings settings, PartitionStarts starts) {
        this.stored = stored;
        this.settings = settings;
        this.starts = starts;
        stored.forEach((partition, position) -> {
            if (position.isPresent() && !position.get().done().isEmpty()) {
                outOfOrder.add(partition);
            }
        });
    }

    /** Assigns the partitions to a consumer. Asks no broker. */
    void assignTo(Consumer<?, ?> consumer) {
        consumer.assign(stored.keySet());
        List<TopicPartition> beginning = new ArrayList<>();
        List<TopicPartition> end = new ArrayList<>();
        stored.forEach((partition, position) -> {
            if (position.isPresent()) {
                consumer.seek(partition, position.get().offset());
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
        if (!outOfOrder.isEmpty()) {
            consumer.endOffsets(outOfOrder).forEach(this::compareWithLog);
            outOfOrder.clear();
        }
        if (!byTime.isEmpty()) {
            seekTimes(consumer);
        }
    }

    /** What was relayed of a log that lost its end, or is another one now, says nothing of the records in its place. */
    private void compareWithLog(TopicPartition partition, long end) {
        RelayPosition position =
                stored.getOrDefault(partition, Optional.empty()).orElseThrow();
        if (position.done().end() > end) {
            if (settings.lost() == PositionLost.FAIL) {
                throw new ConnectException("Topic \"" + partition.topic() + "\", partition " + partition.partition()
                        + ", ends at " + end + ", and records up to "
                        + position.done().end()
                        + " were relayed of it: its log lost its end, or the topic was made anew. "
                        + StartSettings.POSITION_LOST + " is fail: set it to earliest, and all records from "
                        + position.offset() + " on are relayed, or store another position "
                        + "(PATCH /connectors/NAME/offsets of the stopped connector)");
            }
            ofAnotherLog.add(partition);
            log.warn(
                    "{} ends at {}, and records up to {} were relayed of it: its log lost its end, or the topic was made "
                            + "anew. All of its records from {} on are relayed",
                    partition,
                    end,
                    position.done().end(),
                    position.offset());
        }
    }

    /** Whether the log of the partition is another one than that of its position, as far as its end tells. */
    boolean areOfAnotherLog(TopicPartition partition) {
        return ofAnotherLog.contains(partition);
    }

    private void seekTimes(Consumer<?, ?> consumer) {
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
