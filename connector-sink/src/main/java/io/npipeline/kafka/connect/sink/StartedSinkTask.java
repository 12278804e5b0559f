package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.Delivery;
import io.npipeline.engine.OffsetMap;
import io.npipeline.engine.Ownership;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.records.RecordSize;
import io.npipeline.records.SinkRecordReader;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.jspecify.annotations.Nullable;
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
    private final AutoCloseable deadLetterSink;

    /** Only then the worker's records, with the bytes that they were read from, are kept until they are settled. */
    private final boolean reportsRecords;

    private final SinkRecordReader reader;
    private final RecordSize sizes = new RecordSize();
    private final Map<TopicPartition, OwnedPartition> partitions = new HashMap<>();
    private final OffsetMaps offsetMaps;
    private final OffsetMapSettings mapSettings;
    private final FlowControl flow;
    private final CommitRequests commits;
    private final DrainBudget drainBudget;

    private StartedSinkTask(
            SinkTaskContext context,
            PipelineEngine engine,
            AutoCloseable deadLetterSink,
            boolean reportsRecords,
            SinkRecordReader reader,
            OffsetMaps offsetMaps,
            OffsetMapSettings mapSettings,
            FlowControl flow,
            CommitRequests commits,
            DrainBudget drainBudget) {
        this.context = context;
        this.engine = engine;
        this.deadLetterSink = deadLetterSink;
        this.reportsRecords = reportsRecords;
        this.reader = reader;
        this.offsetMaps = offsetMaps;
        this.mapSettings = mapSettings;
        this.flow = flow;
        this.commits = commits;
        this.drainBudget = drainBudget;
    }

    /**
     * Builds the whole task, or leaves nothing open.
     *
     * @param deadLetters opens the destination of dead letters
     * @param committed where maps of earlier owners are found
     */
    static StartedSinkTask start(
            NPipelineSinkConnectorConfig config,
            SinkTaskContext context,
            Function<NPipelineSinkConnectorConfig, DeadLetterRoute> deadLetters,
            CommittedOffsets committed) {
        PipelineGraph graph = config.validGraph();
        DeadLetterRoute route = deadLetters.apply(config);
        AutoCloseable deadLetterSink = route instanceof DeadLetterRoute.ToSink toSink ? toSink.sink() : () -> {};
        try {
            SinkRecordReader reader = new SinkRecordReader(bodyType(graph));
            DrainBudget drainBudget = new DrainBudget(config.run().drainTimeout(), System::nanoTime);
            Duration commitInterval = config.commitInterval();
            // Last, because it opens the user's nodes; nothing after it can fail.
            PipelineEngine engine = new PipelineEngine(graph, config.engineSettings(), route, () -> {});
            return new StartedSinkTask(
                    context,
                    engine,
                    deadLetterSink,
                    route instanceof DeadLetterRoute.ToReporter,
                    reader,
                    new OffsetMaps(committed),
                    config.offsetMaps(),
                    new FlowControl(
                            context,
                            engine,
                            config.run().maxInFlightRecords(),
                            config.run().maxInFlightBytes()),
                    new CommitRequests(context, engine, commitInterval),
                    drainBudget);
        } catch (RuntimeException | Error e) {
            closeQuietly(deadLetterSink);
            throw e;
        }
    }

    private static Class<?> bodyType(PipelineGraph graph) {
        return ((NodeSpec.KafkaSource) graph.source().spec()).source().bodyType();
    }

    /** Waits, for a bounded time, for what earlier owners left: records may come as soon as this returns. */
    void open(Collection<TopicPartition> opened) {
        Map<TopicPartition, OffsetMap> earlier = offsetMaps.load(opened);
        for (TopicPartition partition : opened) {
            OwnedPartition previous = own(partition, earlier.getOrDefault(partition, OffsetMap.empty(0)));
            if (previous != null) {
                previous.ownership().release();
            }
        }
        flow.opened(opened);
    }

    /** Begins an epoch of a partition; returns what it replaces. */
    private @Nullable OwnedPartition own(TopicPartition partition, OffsetMap earlier) {
        return partitions.put(partition, new OwnedPartition(partition, engine.own(partition), mapSettings, earlier));
    }

    void put(Collection<SinkRecord> records) {
        engine.throwIfFailed();
        TopicPartition lastKey = null;
        OwnedPartition last = null;
        for (SinkRecord record : records) {
            if (lastKey == null
                    || record.originalKafkaPartition() != lastKey.partition()
                    || !record.originalTopic().equals(lastKey.topic())) {
                lastKey = new TopicPartition(record.originalTopic(), record.originalKafkaPartition());
                last = partitions.get(lastKey);
            }
            if (last != null && record.originalKafkaOffset() <= last.ownership().lastOffset()) {
                last = beginAgain(lastKey, last);
            }
            take(record, last);
        }
        engine.dispatch();
        engine.turn();
        long inFlight = engine.inFlightRecords();
        long nextLookMs = Math.min(flow.regulate(partitions, inFlight), commits.requestIfDue(inFlight));
        if (nextLookMs != NO_LOOK_NEEDED) {
            context.timeout(nextLookMs);
        }
    }

    /**
     * Offsets that go back are those of another log: the topic was truncated or made anew, and the consumer reset, without
     * a rebalance. What is in flight of the old log says nothing about the new one, so a new epoch begins.
     */
    private OwnedPartition beginAgain(TopicPartition partition, OwnedPartition previous) {
        log.warn("The offsets of {} go back; its records in flight are given up", partition);
        previous.ownership().release();
        OwnedPartition next = new OwnedPartition(partition, engine.own(partition), mapSettings, OffsetMap.empty(0));
        partitions.put(partition, next);
        return next;
    }

    /**
     * Records of a partition that is not open are dropped: after a revocation the worker may still hand over such records
     * when a transformation renamed their topic, and the partition's new owner gets them.
     */
    private void take(SinkRecord record, @Nullable OwnedPartition partition) {
        if (partition == null) {
            log.debug(
                    "Dropped a record of {}-{}, which is not open here",
                    record.originalTopic(),
                    record.originalKafkaPartition());
            return;
        }
        Ownership ownership = partition.ownership();
        if (partition.isSettledEarlier(record.originalKafkaOffset())) {
            ownership.registerSettled(record.originalKafkaOffset());
            return;
        }
        Delivery delivery = ownership.register(record.originalKafkaOffset(), sizes.of(record));
        if (reportsRecords) {
            ownership.submit(delivery, reader.read(record, delivery), record);
        } else {
            ownership.submit(delivery, reader.read(record, delivery));
        }
    }

    Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> currentOffsets) {
        boolean closing = !commits.takeRequested();
        if (closing) {
            drain(currentOffsets.keySet());
        }
        engine.turn();
        Map<TopicPartition, OffsetAndMetadata> committable = new HashMap<>();
        partitions.forEach((partition, owned) -> {
            OffsetAndMetadata current = currentOffsets.get(partition);
            OffsetAndMetadata last = owned.lastCommittable();
            if (current != null) {
                committable.put(partition, owned.committable(current.offset(), closing));
            } else if (last != null) {
                committable.put(partition, last);
            }
        });
        return committable;
    }

    /**
     * A commit that was not requested is a closing one, or one of the worker's rare periodic ones, from which it cannot be
     * told apart: what is in flight gets a bounded time to settle, because after a closing one it is too late.
     */
    private void drain(Collection<TopicPartition> closing) {
        List<Ownership> ownerships = partitions.entrySet().stream()
                .filter(entry -> closing.contains(entry.getKey()))
                .map(entry -> entry.getValue().ownership())
                .toList();
        drainBudget.spend(limit -> {
            if (!engine.drain(ownerships, limit)) {
                log.info("Messages are still in flight after draining for {}", limit);
            }
        });
    }

    void close(Collection<TopicPartition> closed) {
        for (TopicPartition partition : closed) {
            OwnedPartition owned = partitions.remove(partition);
            if (owned != null) {
                owned.ownership().release();
            }
        }
    }

    @Override
    public void close() {
        close(List.copyOf(partitions.keySet()));
        try {
            engine.close(drainBudget.left());
        } finally {
            closeQuietly(deadLetterSink);
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception e) {
            log.warn("The dead-letter sink failed to close", e);
        }
    }
}
