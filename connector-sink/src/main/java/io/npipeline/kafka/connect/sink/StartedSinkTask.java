package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.LoadedPipeline;
import io.npipeline.engine.Ownership;
import io.npipeline.engine.PipelineEngine;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running sink task: takes records in, holds the flow in bounds, tells the worker how far it may commit.
 *
 * <p>Task thread only.
 */
final class StartedSinkTask implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(StartedSinkTask.class);

    /** No part of the task needs the worker to call back by a certain time. */
    static final long NO_LOOK_NEEDED = Long.MAX_VALUE;

    private final SinkTaskContext context;
    private final PipelineEngine engine;
    private final LoadedPipeline pipeline;
    private final AutoCloseable deadLetterSink;
    private final OpenPartitions partitions;
    private final FencedPartitions fenced;
    private final RecordIntake intake;
    private final FlowControl flow;
    private final CommitRequests commits;
    private final DrainBudget drainBudget;
    private final SinkMetrics metrics;

    StartedSinkTask(
            SinkTaskContext context,
            PipelineEngine engine,
            LoadedPipeline pipeline,
            AutoCloseable deadLetterSink,
            OpenPartitions partitions,
            FencedPartitions fenced,
            RecordIntake intake,
            FlowControl flow,
            CommitRequests commits,
            DrainBudget drainBudget,
            SinkMetrics metrics) {
        this.context = context;
        this.engine = engine;
        this.pipeline = pipeline;
        this.deadLetterSink = deadLetterSink;
        this.partitions = partitions;
        this.fenced = fenced;
        this.intake = intake;
        this.flow = flow;
        this.commits = commits;
        this.drainBudget = drainBudget;
        this.metrics = metrics;
    }

    void open(Collection<TopicPartition> opened) {
        fenced.forget(opened);
        partitions.open(opened);
        flow.opened(opened);
        metrics.partitionsOpened();
    }

    void put(Collection<SinkRecord> records) {
        engine.throwIfFailed();
        drainBudget.renew();
        long nextFencedLookMs = fenced.giveUp();
        intake.take(records);
        engine.dispatch();
        engine.turn();
        long inFlight = engine.inFlightRecords();
        long nextLookMs = Math.min(
                nextFencedLookMs, Math.min(flow.regulate(partitions.all(), inFlight), commits.requestIfDue(inFlight)));
        if (nextLookMs != NO_LOOK_NEEDED) {
            context.timeout(nextLookMs);
        }
    }

    Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        boolean closing = !commits.takeRequested();
        if (closing) {
            drain(currentOffsets.keySet());
        }
        engine.turn();
        return partitions.committable(currentOffsets, closing);
    }

    /**
     * A commit that was not requested is a closing one, or one of the worker's rare periodic ones, from which it cannot be
     * told apart: what is in flight gets a bounded time to settle, because after a closing one it is too late.
     */
    private void drain(Collection<TopicPartition> closing) {
        List<Ownership> ownerships = partitions.ownerships(closing);
        drainBudget.spend(limit -> {
            if (!engine.drain(ownerships, limit)) {
                log.info("Messages are still in flight after a drain that may take {}", limit);
            }
        });
    }

    void close(Collection<TopicPartition> closed) {
        fenced.forget(closed);
        partitions.close(closed);
    }

    @Override
    public void close() {
        partitions.closeAll();
        try {
            engine.close(drainBudget.left());
        } finally {
            metrics.close();
            // What it has in flight is completed, which the pipeline's listener is still to hear of.
            closeQuietly(deadLetterSink);
            pipeline.close();
        }
    }

    /** Closes a dead-letter sink; what that fails with is only logged. */
    static void closeQuietly(AutoCloseable deadLetterSink) {
        try {
            deadLetterSink.close();
        } catch (Exception e) {
            log.warn("The dead-letter sink failed to close", e);
        }
    }
}
