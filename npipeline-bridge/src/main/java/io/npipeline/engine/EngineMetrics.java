package io.npipeline.engine;

import io.npipeline.metrics.MetricGroup;
import io.npipeline.metrics.NodeMetric;
import io.npipeline.metrics.TaskMetric;
import io.npipeline.metrics.TaskMetrics;

/** What every task publishes of its engine. */
public final class EngineMetrics {

    private EngineMetrics() {}

    /** Adds to the metrics of a task what they have whatever the connector; returns them. */
    public static MetricGroup<TaskMetric> add(PipelineEngine engine, MetricGroup<TaskMetric> task) {
        return task.add(TaskMetric.RECORDS_IN_TOTAL, engine::registeredRecords)
                .add(TaskMetric.RECORDS_SETTLED_TOTAL, engine::settledRecords)
                .add(TaskMetric.RECORDS_IN_FLIGHT, engine::inFlightRecords)
                .add(TaskMetric.BYTES_IN_FLIGHT, engine::inFlightBytes)
                .add(TaskMetric.RETRIED_TOTAL, engine.counters()::retriedRecords)
                .add(TaskMetric.SKIPPED_TOTAL, engine.counters()::skippedRecords)
                .add(TaskMetric.DEAD_LETTERED_TOTAL, engine.counters()::deadLetteredRecords)
                .add(TaskMetric.CROWDED_TOTAL, engine.counters()::crowdedRecords)
                .add(TaskMetric.TAP_FAILED_TOTAL, engine.counters()::tapFailures)
                .add(TaskMetric.PARKED_KEYS, () -> engine.parked().keys())
                .add(TaskMetric.PARKED_RECORDS, () -> engine.parked().records())
                .addFlag(TaskMetric.INTAKE_BLOCKED, engine::isIntakeBlocked);
    }

    /** Publishes each node. */
    public static void registerNodes(PipelineEngine engine, TaskMetrics metrics) {
        for (NodeReadings node : engine.nodeReadings()) {
            metrics.node(node.node())
                    .add(NodeMetric.IN_TOTAL, node::in)
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
}
