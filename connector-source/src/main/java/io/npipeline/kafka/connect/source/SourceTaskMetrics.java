package io.npipeline.kafka.connect.source;

import io.npipeline.engine.EngineMetrics;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.MetricGroup;
import io.npipeline.metrics.TaskMetric;
import io.npipeline.metrics.TaskMetrics;
import java.util.Comparator;
import java.util.List;

/**
 * What is shown of a running source task.
 *
 * <p>Any thread: the engine counts for all, and the task thread shows how its partitions are at each of its turns.
 *
 * @param transactional whether a list is a transaction of its own
 */
record SourceTaskMetrics(
        PipelineEngine engine, List<? extends PartitionGauge> partitions, ListMeter lists, boolean transactional) {

    /** Publishes all of it, until the metrics are closed. */
    void publish(TaskMetrics metrics) {
        MetricGroup<TaskMetric> task = EngineMetrics.add(engine, metrics.task());
        addPartitions(task);
        addLists(task);
        task.register();
        EngineMetrics.registerNodes(engine, metrics);
        partitions.forEach(partition -> partition.group(metrics).register());
    }

    private void addPartitions(MetricGroup<TaskMetric> task) {
        task.add(TaskMetric.OUTPUTS_WAITING, this::outputsWaiting)
                .add(TaskMetric.OLDEST_UNSETTLED_AGE_MS, () -> partitions.stream()
                        .mapToLong(PartitionGauge::ageMs)
                        .max()
                        .orElse(0))
                .addText(TaskMetric.FRONTIER_RECORD, () -> partitions.stream()
                        .max(Comparator.comparingLong(PartitionGauge::ageMs))
                        .map(PartitionGauge::frontierRecord)
                        .orElse(""));
        List<LogGauge> logs = partitions.stream()
                .filter(LogGauge.class::isInstance)
                .map(LogGauge.class::cast)
                .toList();
        if (!logs.isEmpty()) {
            task.add(
                    TaskMetric.LAG,
                    () -> LogPlaces.sum(logs.stream().map(LogGauge::lag).toList()));
        }
    }

    /** What was released may not be counted as settled yet: a delivery is marked before it is counted. */
    private long outputsWaiting() {
        long released = partitions.stream()
                .mapToLong(partition -> partition.flow().reading().releasedOutputs())
                .sum();
        return Math.max(engine.settledOutputs() - released, 0);
    }

    private void addLists(MetricGroup<TaskMetric> task) {
        task.add(TaskMetric.PRODUCED_TOTAL, lists::producedRecords)
                .addDouble(TaskMetric.LIST_RECORDS_AVG, lists::meanSize)
                .addDouble(TaskMetric.LIST_TIME_P50_MS, () -> lists.listTimes().percentileMs(50))
                .addDouble(TaskMetric.LIST_TIME_P99_MS, () -> lists.listTimes().percentileMs(99))
                .addDouble(TaskMetric.LIST_TIME_MAX_MS, () -> lists.listTimes().maxMs());
        if (transactional) {
            task.add(TaskMetric.TRANSACTIONS_TOTAL, lists::committedTransactions)
                    .addDouble(TaskMetric.TRANSACTION_TIME_P50_MS, () -> lists.transactionTimes()
                            .percentileMs(50))
                    .addDouble(TaskMetric.TRANSACTION_TIME_P99_MS, () -> lists.transactionTimes()
                            .percentileMs(99))
                    .addDouble(TaskMetric.TRANSACTION_TIME_MAX_MS, () -> lists.transactionTimes()
                            .maxMs());
        }
    }
}
