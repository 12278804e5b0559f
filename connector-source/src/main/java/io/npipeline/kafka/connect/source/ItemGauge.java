package io.npipeline.kafka.connect.source;

import io.npipeline.metrics.MetricGroup;
import io.npipeline.metrics.PartitionMetric;
import io.npipeline.metrics.TaskMetrics;
import io.npipeline.node.Position;

/** Of a partition of a source of the user's own, which has no offsets. */
record ItemGauge(PartitionFlow<Position> flow) implements PartitionGauge {

    @Override
    public String frontierRecord() {
        OpenItem<Position> open = flow.oldestOpen();
        if (open == null) {
            return "";
        }
        return flow.name() + (open.at() == null ? " from the beginning" : " after " + open.at());
    }

    @Override
    public MetricGroup<PartitionMetric> group(TaskMetrics metrics) {
        return addCommon(metrics.partition(flow.name()));
    }
}
