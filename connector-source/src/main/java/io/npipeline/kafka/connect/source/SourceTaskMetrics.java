package io.npipeline.kafka.connect.source;

import io.npipeline.engine.EngineReadings;
import io.npipeline.engine.NodeReadings;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.MetricGroup;
import io.npipeline.metrics.NodeMetric;
import io.npipeline.metrics.TaskMetric;
import io.npipeline.metrics.TaskMetrics;
import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

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
        MetricGroup<TaskMetric> task = metrics.task();
        addFlow(task);
        addEngine(task);
        addLists(task);
        task.register();
        engine.nodeReadings().forEach(node -> addNode(metrics.node(node.node()), node));
        partitions.forEach(partition -> partition.group(metrics).register());
    }

    private void addFlow(MetricGroup<TaskMetric> task) {
        task.add(TaskMetric.RECORDS_IN_TOTAL, () -> sum(FlowReading::takenIn))
                .add(TaskMetric.RECORDS_SETTLED_TOTAL, engine::settledRecords)
                .add(TaskMetric.RECORDS_IN_FLIGHT, () -> sum(FlowReading::unreleased))
                .add(TaskMetric.BYTES_IN_FLIGHT, () -> sum(FlowReading::unreleasedBytes))
                .add(TaskMetric.OUTPUTS_WAITING, this::outputsWaiting)
                .add(TaskMetric.OLDEST_UNSETTLED_AGE_MS, () -> {
                    PartitionGauge oldest = oldest();
                    return oldest == null ? 0 : OpenAge.millis(oldest.flow().oldestOpen());
                })
                .addText(TaskMetric.FRONTIER_RECORD, () -> {
                    PartitionGauge oldest = oldest();
                    return oldest == null ? "" : oldest.frontierRecord();
                });
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

    private long sum(ToLongFunction<FlowReading<?>> value) {
        return partitions.stream()
                .mapToLong(partition -> value.applyAsLong(partition.flow().reading()))
                .sum();
    }

    /** What was released may not be counted as settled yet: a delivery is marked before it is counted. */
    private long outputsWaiting() {
        return Math.max(engine.settledOutputs() - sum(FlowReading::releasedOutputs), 0);
    }

    private @Nullable PartitionGauge oldest() {
        return partitions.stream()
                .filter(partition -> partition.flow().oldestOpen() != null)
                .max(Comparator.comparingLong(
                        partition -> OpenAge.millis(partition.flow().oldestOpen())))
                .orElse(null);
    }

    private void addEngine(MetricGroup<TaskMetric> task) {
        addReading(task, TaskMetric.RETRIED_TOTAL, EngineReadings::retried);
        addReading(task, TaskMetric.SKIPPED_TOTAL, EngineReadings::skipped);
        addReading(task, TaskMetric.DEAD_LETTERED_TOTAL, EngineReadings::deadLettered);
        addReading(task, TaskMetric.CROWDED_TOTAL, EngineReadings::crowded);
        addReading(task, TaskMetric.TAP_FAILED_TOTAL, EngineReadings::tapFailed);
        addReading(task, TaskMetric.PARKED_KEYS, EngineReadings::parkedKeys);
        addReading(task, TaskMetric.PARKED_RECORDS, EngineReadings::parkedRecords);
        task.addFlag(TaskMetric.INTAKE_BLOCKED, engine::isIntakeBlocked);
    }

    private void addReading(MetricGroup<TaskMetric> task, TaskMetric metric, ToLongFunction<EngineReadings> value) {
        task.add(metric, () -> value.applyAsLong(engine.readings()));
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

    private static void addNode(MetricGroup<NodeMetric> group, NodeReadings node) {
        group.add(NodeMetric.IN_TOTAL, node::in)
                .add(NodeMetric.OUT_TOTAL, node::out)
                .add(NodeMetric.FAILED_TOTAL, node::failed)
                .add(NodeMetric.RETRIED_TOTAL, node::retried)
                .add(NodeMetric.SKIPPED_TOTAL, node::skipped)
                .add(NodeMetric.DEAD_LETTERED_TOTAL, node::deadLettered)
                .addDouble(NodeMetric.LATENCY_P50_MS, () -> node.latency().percentileMs(50))
                .addDouble(NodeMetric.LATENCY_P95_MS, () -> node.latency().percentileMs(95))
                .addDouble(NodeMetric.LATENCY_P99_MS, () -> node.latency().percentileMs(99))
                .addDouble(NodeMetric.LATENCY_MAX_MS, () -> node.latency().maxMs())
                .addFlag(NodeMetric.CIRCUIT_OPEN, node::circuitOpen)
                .register();
    }
}
