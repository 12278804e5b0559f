package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.PartitionReading;
import io.npipeline.metrics.MetricGroup;
import io.npipeline.metrics.PartitionMetric;
import io.npipeline.metrics.TaskMetrics;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;

/**
 * The partitions that a task has, for those who watch it: each with its own metrics, and what these come to for the task.
 *
 * <p>The task thread says which there are; all else is for any thread.
 */
final class WatchedPartitions {

    private record Published(WatchedPartition partition, MetricGroup<PartitionMetric> metrics) {}

    private final TaskMetrics metrics;
    private final LogEnds ends;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Published> partitions = new ConcurrentHashMap<>();

    WatchedPartitions(TaskMetrics metrics, LogEnds ends, LongSupplier nanoTime) {
        this.metrics = metrics;
        this.ends = ends;
        this.nanoTime = nanoTime;
    }

    /** Task thread. An epoch of a partition begins, the first or another. */
    void began(TopicPartition partition, OwnedPartition epoch) {
        Published known = partitions.get(partition);
        if (known != null) {
            known.partition().began(epoch);
            return;
        }
        WatchedPartition watched = new WatchedPartition(epoch, nanoTime);
        MetricGroup<PartitionMetric> published = metrics.partition(partition.topic(), partition.partition());
        partitions.put(partition, new Published(watched, published));
        published
                .add(PartitionMetric.FRONTIER_OFFSET, watched::frontier)
                .add(PartitionMetric.END_OFFSET, () -> ends.of(partition))
                .add(PartitionMetric.LAG, () -> watched.lag(ends.of(partition)))
                .add(PartitionMetric.RECORDS_IN_FLIGHT, () -> watched.reading().inFlight())
                .add(PartitionMetric.OLDEST_UNSETTLED_AGE_MS, watched::oldestUnsettledAgeMs)
                .register();
    }

    /** Task thread. The task gave the partition up. */
    void ended(TopicPartition partition) {
        Published known = partitions.remove(partition);
        if (known != null) {
            known.metrics().close();
        }
    }

    /** Which there are. */
    Collection<TopicPartition> names() {
        return Set.copyOf(partitions.keySet());
    }

    /** Those whose frontier the task itself does not know yet. */
    Collection<TopicPartition> uncertain() {
        return partitions.entrySet().stream()
                .filter(entry -> entry.getValue().partition().isUncertain())
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What is known to be committed of partitions, instead of what was known before. */
    void committed(Map<TopicPartition, Long> offsets) {
        partitions.forEach((name, known) -> known.partition().committed(offsets.getOrDefault(name, LogEnds.UNKNOWN)));
    }

    /** From the frontier of a partition to the end of its log; {@link LogEnds#UNKNOWN} while one of them is. */
    long lag(TopicPartition partition) {
        Published known = partitions.get(partition);
        return known == null ? LogEnds.UNKNOWN : known.partition().lag(ends.of(partition));
    }

    /** The sum over all; {@link LogEnds#UNKNOWN} while one of them is. */
    long lag() {
        long sum = 0;
        for (TopicPartition partition : partitions.keySet()) {
            long lag = lag(partition);
            if (lag < 0) {
                return LogEnds.UNKNOWN;
            }
            sum += lag;
        }
        return sum;
    }

    /** How long ago the record was taken in that is unsettled for longest; 0 with none. */
    long oldestUnsettledAgeMs() {
        return partitions.values().stream()
                .mapToLong(known -> known.partition().oldestUnsettledAgeMs())
                .max()
                .orElse(0);
    }

    /** The record that is unsettled for longest, as topic-partition-offset; empty with none. */
    String frontierRecord() {
        TopicPartition oldest = null;
        PartitionReading ofOldest = null;
        for (Map.Entry<TopicPartition, Published> entry : partitions.entrySet()) {
            PartitionReading reading = entry.getValue().partition().reading();
            if (reading.hasUnsettled()
                    && (ofOldest == null || reading.unsettledSince() - ofOldest.unsettledSince() < 0)) {
                oldest = entry.getKey();
                ofOldest = reading;
            }
        }
        return ofOldest == null ? "" : oldest + "-" + ofOldest.firstUnsettled();
    }
}
