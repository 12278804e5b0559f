package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.Ownership;
import io.npipeline.node.FencedException;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that the task has, each with its current epoch.
 *
 * <p>Task thread only.
 */
final class OpenPartitions {

    private final Epochs epochs;
    private final WatchedPartitions watched;
    private final Map<TopicPartition, OwnedPartition> partitions = new HashMap<>();
    private long closingCommits;

    /**
     * @param watched is told which there are
     */
    OpenPartitions(Epochs epochs, WatchedPartitions watched) {
        this.epochs = epochs;
        this.watched = watched;
    }

    /** Waits, for a bounded time, for what earlier owners left: records may come as soon as this returns. */
    void open(Collection<TopicPartition> opened) {
        epochs.begin(opened).forEach((partition, begun) -> {
            OwnedPartition previous = partitions.put(partition, begun);
            if (previous != null) {
                previous.ownership().release();
            }
            watched.began(partition, begun);
        });
    }

    @Nullable
    OwnedPartition find(TopicPartition partition) {
        return partitions.get(partition);
    }

    /**
     * Offsets that go back are those of another log.
     *
     * @param offset that of the record that came
     */
    OwnedPartition beginAgain(TopicPartition partition, OwnedPartition previous, long offset) {
        OwnedPartition next = epochs.beginAgain(partition, previous, offset);
        partitions.put(partition, next);
        watched.began(partition, next);
        return next;
    }

    /** Closes those whose store has another owner; returns which, and what the store said. */
    Map<TopicPartition, FencedException> removeFenced() {
        Map<TopicPartition, FencedException> fenced = new HashMap<>();
        partitions.forEach(
                (partition, owned) -> owned.ownership().fence().ifPresent(reason -> fenced.put(partition, reason)));
        close(fenced.keySet());
        return fenced;
    }

    /** All of them, as they are at any time. */
    Map<TopicPartition, OwnedPartition> all() {
        return Collections.unmodifiableMap(partitions);
    }

    /** The ownerships of those partitions that are open. */
    List<Ownership> ownerships(Collection<TopicPartition> of) {
        return partitions.entrySet().stream()
                .filter(entry -> of.contains(entry.getKey()))
                .map(entry -> entry.getValue().ownership())
                .toList();
    }

    /**
     * What may be committed of each partition.
     *
     * @param consumed the offset behind the last record that the worker consumed of a partition
     * @param closing whether the commit may be a closing one. Then the answer is none that was given before: a closing commit
     *     that the worker skips, because it stores nothing new, fails the task where the consumer has
     *     {@code group.protocol=consumer}
     */
    Map<TopicPartition, OffsetAndMetadata> committable(
            Map<TopicPartition, OffsetAndMetadata> consumed, boolean closing) {
        String mark = closing ? OffsetMap.END + closingCommits++ : "";
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        partitions.forEach((partition, owned) -> {
            OffsetAndMetadata current = consumed.get(partition);
            OffsetAndMetadata last = owned.lastCommittable();
            if (current != null) {
                committable.put(partition, owned.committable(current.offset(), mark));
            } else if (last != null) {
                committable.put(partition, last);
            }
        });
        return committable;
    }

    void close(Collection<TopicPartition> closed) {
        for (TopicPartition partition : closed) {
            OwnedPartition owned = partitions.remove(partition);
            if (owned != null) {
                watched.ended(partition);
                owned.ownership().release();
            }
        }
    }

    void closeAll() {
        close(List.copyOf(partitions.keySet()));
    }
}
