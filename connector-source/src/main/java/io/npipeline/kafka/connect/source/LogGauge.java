package io.npipeline.kafka.connect.source;

import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.MetricGroup;
import io.npipeline.metrics.PartitionMetric;
import io.npipeline.metrics.TaskMetrics;
import org.apache.kafka.common.TopicPartition;

/** Of a partition that a relay reads. */
record LogGauge(TopicPartition partition, PartitionFlow<Long> flow, LogPlaces places) implements PartitionGauge {

    @Override
    public String frontierRecord() {
        OpenItem<Long> open = flow.oldestOpen();
        return open == null ? "" : partition + "-" + open.at();
    }

    long frontier() {
        FlowReading<Long> seen = flow.reading();
        OpenItem<Long> open = flow.oldestOpen(seen);
        return places.frontier(partition, open == null ? null : open.at(), seen.reached());
    }

    long lag() {
        return places.lag(partition, frontier());
    }

    /** Tells the lag, where it is known. */
    void recordLag(KafkaMetrics events) {
        long lag = lag();
        if (lag != LogPlaces.UNKNOWN) {
            events.recordLag(partition.topic(), partition.partition(), lag);
        }
    }

    @Override
    public MetricGroup<PartitionMetric> group(TaskMetrics metrics) {
        return addCommon(metrics.partition(partition.topic(), partition.partition())
                .add(PartitionMetric.FRONTIER_OFFSET, this::frontier)
                .add(PartitionMetric.END_OFFSET, () -> places.end(partition))
                .add(PartitionMetric.LAG, this::lag));
    }
}
