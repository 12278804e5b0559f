package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.EngineMetrics;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.TaskMetric;
import io.npipeline.metrics.TaskMetrics;
import org.jspecify.annotations.Nullable;

/**
 * What a running task publishes about itself. What is published is read by any thread: numbers of the engine and the
 * partitions, which are thread safe, and what the task thread leaves in volatile fields.
 *
 * <p>Task thread only.
 */
final class SinkMetrics implements AutoCloseable {

    private final TaskMetrics published;
    private final @Nullable LagMonitor lag;

    /**
     * @param published where the partitions are published too
     * @param lag {@code null} where nobody looks
     */
    SinkMetrics(TaskMetrics published, @Nullable LagMonitor lag) {
        this.published = published;
        this.lag = lag;
    }

    /** Publishes the task and its nodes. */
    void publish(
            PipelineEngine engine,
            WatchedPartitions partitions,
            FlowControl flow,
            CommitRequests commits,
            DrainBudget drainBudget) {
        EngineMetrics.add(engine, published.task())
                .addFlag(TaskMetric.PAUSED, flow::isPaused)
                .add(TaskMetric.OLDEST_UNSETTLED_AGE_MS, partitions::oldestUnsettledAgeMs)
                .addText(TaskMetric.FRONTIER_RECORD, partitions::frontierRecord)
                .add(TaskMetric.LAG, partitions::lag)
                .add(TaskMetric.COMMIT_REQUESTED_TOTAL, commits::count)
                .add(
                        TaskMetric.DRAIN_TIME_MAX_MS,
                        () -> drainBudget.longest().toMillis())
                .register();
        EngineMetrics.registerNodes(engine, published);
    }

    /** There are other partitions. */
    void partitionsOpened() {
        if (lag != null) {
            lag.lookSoon();
        }
    }

    @Override
    public void close() {
        if (lag != null) {
            lag.close();
        }
        published.close();
    }
}
