package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.KafkaClientSettings;
import io.npipeline.configuration.LagSettings;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.engine.EngineMetrics;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.metrics.TaskMetric;
import io.npipeline.metrics.TaskMetrics;
import io.npipeline.metrics.WorkerMetrics;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a running task publishes about itself. What is published is read by any thread: numbers of the engine and the
 * partitions, which are thread safe, and what the task thread leaves in volatile fields.
 *
 * <p>Task thread only.
 */
final class SinkMetrics implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SinkMetrics.class);

    private final TaskMetrics published;
    private final WatchedPartitions partitions;
    private final @Nullable LagMonitor lag;

    private SinkMetrics(TaskMetrics published, WatchedPartitions partitions, @Nullable LagMonitor lag) {
        this.published = published;
        this.partitions = partitions;
        this.lag = lag;
    }

    /**
     * Of a task that has no partitions yet. Never fails.
     *
     * @param events is told the lag
     */
    static SinkMetrics of(NPipelineSinkConnectorConfig config, SinkTaskContext context, KafkaMetrics events) {
        String connector = ConnectorName.of(config);
        int task = TaskNumber.of(config);
        TaskMetrics published = new TaskMetrics(connector, task, WorkerMetrics.of(context));
        LogEnds ends = new LogEnds();
        WatchedPartitions partitions = new WatchedPartitions(published, ends, System::nanoTime);
        if (!config.lag().enabled() || !config.kafka().hasBootstrapServers()) {
            log.info(
                    "The lag of the task is not looked up: that needs {} above 0 and {}",
                    LagSettings.INTERVAL_MS,
                    KafkaClientSettings.BOOTSTRAP_SERVERS);
            return new SinkMetrics(published, partitions, null);
        }
        LagMonitor lag = LagMonitor.start(
                "npipeline-lag-" + connector + "-" + task,
                config.lag().interval(),
                new AdminLagReader(config),
                partitions,
                ends,
                events);
        return new SinkMetrics(published, partitions, lag);
    }

    /** The partitions, to be told which there are. */
    WatchedPartitions partitions() {
        return partitions;
    }

    /** Publishes the task and its nodes. */
    void publish(PipelineEngine engine, FlowControl flow, CommitRequests commits, DrainBudget drainBudget) {
        EngineMetrics.add(engine, published.task())
                .addFlag(TaskMetric.PAUSED, flow::isPaused)
                .add(TaskMetric.OLDEST_UNSETTLED_AGE_MS, partitions::oldestUnsettledAgeMs)
                .addText(TaskMetric.FRONTIER_RECORD, partitions::frontierRecord)
                .add(TaskMetric.LAG, partitions::lag)
                .add(TaskMetric.COMMIT_REQUESTED_TOTAL, commits::count)
                .add(TaskMetric.DRAIN_TIME_MAX_MS, () -> drainBudget.longest().toMillis())
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
