package io.npipeline.kafka.connect.source;

import io.npipeline.metrics.MetricGroup;
import io.npipeline.metrics.PartitionMetric;
import io.npipeline.metrics.TaskMetrics;
import java.util.concurrent.TimeUnit;

/**
 * What is shown of a partition of a task's source.
 *
 * <p>Any thread.
 */
interface PartitionGauge {

    /** The age of a partition in which all is done with. */
    long NO_AGE = 0;

    PartitionFlow<?> flow();

    /** The first item that is not done with, as a text for people; empty with none. */
    String frontierRecord();

    /** A group with all that is shown of the partition, not registered yet. */
    MetricGroup<PartitionMetric> group(TaskMetrics metrics);

    /**
     * How many milliseconds ago the first item was taken in that is not done with; {@link #NO_AGE} with none. Told when it is
     * asked for, so it grows while everything hangs.
     */
    default long ageMs() {
        OpenItem<?> open = flow().oldestOpen();
        return open == null ? NO_AGE : TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - open.takenInNanos());
    }

    /** Adds what every partition has. */
    default MetricGroup<PartitionMetric> addCommon(MetricGroup<PartitionMetric> group) {
        return group.add(
                        PartitionMetric.RECORDS_IN_FLIGHT,
                        () -> flow().ownership().reading().inFlight())
                .add(PartitionMetric.OLDEST_UNSETTLED_AGE_MS, this::ageMs);
    }
}
