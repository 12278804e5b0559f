package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.PartitionReading;
import io.npipeline.metrics.MetricGroup;
import io.npipeline.metrics.PartitionMetric;
import io.npipeline.metrics.TaskMetrics;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The partitions that a task has, for those who watch it: each with its own metrics, and what these come to for the task.
 *
 * <p>The task thread says which there are; all else is for any thread.
 */
final class WatchedPartitions {

    /** A partition; its epochs follow each other while the metrics stay. */
    private static final class Watched {
        private final MetricGroup<PartitionMetric> metrics;
        private volatile OwnedPartition epoch;

        private Watched(MetricGroup<PartitionMetric> metrics, OwnedPartition epoch) {
            this.metrics = metrics;
            this.epoch = epoch;
        }
    }

    private final TaskMetrics metrics;
    private final LogEnds ends;
    private final LongSupplier nanoTime;
    private final Map<TopicPartition, Watched> partitions = new ConcurrentHashMap<>();

    WatchedPartitions(TaskMetrics metrics, LogEnds ends, LongSupplier nanoTime) {
        this.metrics = metrics;
        this.ends = ends;
        this.nanoTime = nanoTime;
    }

    /** Task thread. An epoch of a partition begins, the first or another. */
    void began(TopicPartition partition, OwnedPartition epoch) {
        Watched known = partitions.get(partition);
        if (known != null) {
            known.epoch = epoch;
            return;
        }
        Watched watched = new Watched(metrics.partition(partition.topic(), partition.partition()), epoch);
        partitions.put(partition, watched);
        watched.metrics
                .add(PartitionMetric.FRONTIER_OFFSET, () -> watched.epoch.frontier())
                .add(PartitionMetric.END_OFFSET, () -> ends.of(partition))
                .add(PartitionMetric.LAG, () -> lag(partition))
                .add(
                        PartitionMetric.RECORDS_IN_FLIGHT,
                        () -> watched.epoch.ownership().reading().inFlight())
                .add(
                        PartitionMetric.OLDEST_UNSETTLED_AGE_MS,
                        () -> ageMs(watched.epoch.ownership().reading()))
                .register();
    }

    /** Task thread. The task gave the partition up. */
    void ended(TopicPartition partition) {
        Watched watched = partitions.remove(partition);
        if (watched != null) {
            watched.metrics.close();
        }
    }

    /** Which there are. */
    Collection<TopicPartition> names() {
        return Set.copyOf(partitions.keySet());
    }

    /** From the frontier of a partition to the end of its log; {@link LogEnds#UNKNOWN} while one of them is. */
    long lag(TopicPartition partition) {
        Watched watched = partitions.get(partition);
        long end = ends.of(partition);
        long frontier = watched == null ? LogEnds.UNKNOWN : watched.epoch.frontier();
        // The end is that of the last look; the frontier may be past it by now.
        return end < 0 || frontier < 0 ? LogEnds.UNKNOWN : Math.max(0, end - frontier);
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
        Oldest oldest = oldest();
        return oldest == null ? 0 : ageMs(oldest.reading());
    }

    /** The record that is unsettled for longest, as topic-partition-offset; empty with none. */
    String frontierRecord() {
        Oldest oldest = oldest();
        return oldest == null ? "" : oldest.partition() + "-" + oldest.reading().firstUnsettled();
    }

    private record Oldest(TopicPartition partition, PartitionReading reading) {}

    private @Nullable Oldest oldest() {
        Oldest oldest = null;
        for (Map.Entry<TopicPartition, Watched> entry : partitions.entrySet()) {
            PartitionReading reading = entry.getValue().epoch.ownership().reading();
            if (reading.hasUnsettled()
                    && (oldest == null
                            || reading.unsettledSince() - oldest.reading().unsettledSince() < 0)) {
                oldest = new Oldest(entry.getKey(), reading);
            }
        }
        return oldest;
    }

    private long ageMs(PartitionReading reading) {
        return reading.hasUnsettled()
                ? TimeUnit.NANOSECONDS.toMillis(Math.max(0, nanoTime.getAsLong() - reading.unsettledSince()))
                : 0;
    }
}
