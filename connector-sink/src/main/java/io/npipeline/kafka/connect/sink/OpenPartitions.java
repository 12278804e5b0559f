package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.Ownership;
import io.npipeline.engine.PipelineEngine;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The partitions that the task has, each with its current epoch.
 *
 * <p>Task thread only.
 */
final class OpenPartitions {

    private static final Logger log = LoggerFactory.getLogger(OpenPartitions.class);

    private final PipelineEngine engine;
    private final OffsetMaps offsetMaps;
    private final OffsetMapSettings mapSettings;
    private final Map<TopicPartition, OwnedPartition> partitions = new HashMap<>();
    private long closingCommits;

    /**
     * @param offsetMaps what earlier owners left
     */
    OpenPartitions(PipelineEngine engine, OffsetMaps offsetMaps, OffsetMapSettings mapSettings) {
        this.engine = engine;
        this.offsetMaps = offsetMaps;
        this.mapSettings = mapSettings;
    }

    /** Waits, for a bounded time, for what earlier owners left: records may come as soon as this returns. */
    void open(Collection<TopicPartition> opened) {
        Map<TopicPartition, OffsetMap> earlier = offsetMaps.load(opened);
        for (TopicPartition partition : opened) {
            OwnedPartition previous =
                    partitions.put(partition, newEpoch(partition, earlier.getOrDefault(partition, OffsetMap.empty(0))));
            if (previous != null) {
                previous.ownership().release();
            }
        }
    }

    @Nullable
    OwnedPartition find(TopicPartition partition) {
        return partitions.get(partition);
    }

    /**
     * Offsets that go back are those of another log: the topic was truncated or made anew, and the consumer reset, without
     * a rebalance. What is in flight of the old log says nothing about the new one, so a new epoch begins.
     */
    OwnedPartition beginAgain(TopicPartition partition, OwnedPartition previous) {
        log.warn("The offsets of {} go back; its records in flight are given up", partition);
        previous.ownership().release();
        OwnedPartition next = newEpoch(partition, OffsetMap.empty(0));
        partitions.put(partition, next);
        return next;
    }

    private OwnedPartition newEpoch(TopicPartition partition, OffsetMap earlier) {
        return new OwnedPartition(partition, engine.own(partition), mapSettings, earlier);
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
                owned.ownership().release();
            }
        }
    }

    void closeAll() {
        close(List.copyOf(partitions.keySet()));
    }
}
