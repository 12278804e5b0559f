package io.npipeline.kafka.connect.source;

import io.npipeline.metrics.MetricGroup;
import io.npipeline.metrics.PartitionMetric;
import io.npipeline.metrics.TaskMetrics;

/**
 * What is shown of a partition of a task's source.
 *
 * <p>Any thread.
 */
interface PartitionGauge {

    PartitionFlow<?> flow();

    /** The first item that is not done with, as a text for people; empty with none. */
    String frontierRecord();

    /** A group with all that is shown of the partition, not registered yet. */
    MetricGroup<PartitionMetric> group(TaskMetrics metrics);

    /** Adds what every partition has. */
    default MetricGroup<PartitionMetric> addCommon(MetricGroup<PartitionMetric> group) {
        return group.add(
                        PartitionMetric.RECORDS_IN_FLIGHT,
                        () -> flow().reading().unreleased())
                .add(PartitionMetric.OLDEST_UNSETTLED_AGE_MS, () -> OpenAge.millis(flow().oldestOpen()));
    }
}
