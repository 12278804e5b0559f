package io.npipeline.kafka.connect.source;

import io.npipeline.engine.PipelineEngine;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.records.ProducedRecord;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.SourceRecord;
import org.apache.kafka.connect.source.SourceTaskContext;
import org.jspecify.annotations.Nullable;

/**
 * A running source task: takes items from the readers, runs them through the pipeline, hands their outputs to the worker.
 *
 * <p>Task thread only, but for {@link #produced}.
 */
final class StartedSourceTask implements AutoCloseable {

    /** The worker can stop the task only between polls. */
    private static final Duration POLL_LIMIT = Duration.ofMillis(500);

    /** Enough for the producer's batches; a list is also what a restart repeats at the least. */
    private static final int LIST_LIMIT = 2_000;

    private final PipelineEngine engine;
    private final ReaderThreads readers;
    private final List<PartitionFlow> flows;
    private final Arrivals arrivals;
    private final int maxInFlight;
    private final Duration drainTimeout;
    private int nextReader;
    private int firstReleased;

    private StartedSourceTask(
            PipelineEngine engine,
            ReaderThreads readers,
            List<PartitionFlow> flows,
            Arrivals arrivals,
            int maxInFlight,
            Duration drainTimeout) {
        this.engine = engine;
        this.readers = readers;
        this.flows = flows;
        this.arrivals = arrivals;
        this.maxInFlight = maxInFlight;
        this.drainTimeout = drainTimeout;
    }

    /** Builds the whole task, or leaves nothing open. */
    static StartedSourceTask start(NPipelineSourceConnectorConfig config, SourceTaskContext context) {
        PipelineGraph graph = config.validGraph();
        Map<SourcePartition, Optional<Position>> positions =
                StoredPositions.read(config.assignedPartitions().partitions(), context.offsetStorageReader());
        Arrivals arrivals = new Arrivals();
        PipelineEngine engine =
                new PipelineEngine(graph, config.engineSettings(), config.deadLetterRoute(), arrivals::announce);
        try {
            return start(config, graph, positions, arrivals, engine);
        } catch (RuntimeException | Error e) {
            engine.close();
            throw e;
        }
    }

    private static StartedSourceTask start(
            NPipelineSourceConnectorConfig config,
            PipelineGraph graph,
            Map<SourcePartition, Optional<Position>> positions,
            Arrivals arrivals,
            PipelineEngine engine) {
        SourceNode<?> source = ((NodeSpec.UserSource) graph.source().spec()).source();
        List<PartitionReader> readers = new ArrayList<>();
        List<PartitionFlow> flows = new ArrayList<>();
        positions.forEach((partition, from) -> {
            readers.add(new PartitionReader(source, partition, from, arrivals));
            flows.add(new PartitionFlow(partition, engine.own(partition), from.orElse(null)));
        });
        return new StartedSourceTask(
                engine,
                ReaderThreads.start(readers),
                flows,
                arrivals,
                config.run().maxInFlightRecords(),
                config.run().drainTimeout());
    }

    /** The outputs that can be produced now; {@code null} when none came in time. */
    @Nullable
    List<SourceRecord> poll() throws InterruptedException {
        long deadline = System.nanoTime() + POLL_LIMIT.toNanos();
        while (true) {
            arrivals.prepareToWait();
            engine.throwIfFailed();
            engine.turn();
            takeItems();
            List<SourceRecord> list = new ArrayList<>();
            release(list);
            if (!list.isEmpty()) {
                return list;
            }
            failIfReadingEnded();
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return null;
            }
            arrivals.await(left);
        }
    }

    /** A partition that cannot be read on ends the task once what was read of it before is handed over. */
    private void failIfReadingEnded() {
        for (int i = 0; i < flows.size(); i++) {
            ConnectException failure = readers.get(i).failure();
            if (failure != null && flows.get(i).unreleased() == 0) {
                throw failure;
            }
        }
    }

    /** Begins with another partition each time, so that a busy one cannot keep the others out of the list. */
    private void release(List<SourceRecord> list) {
        int count = flows.size();
        for (int i = 0; i < count; i++) {
            flows.get((firstReleased + i) % count).release(list, LIST_LIMIT);
        }
        firstReleased = (firstReleased + 1) % Math.max(count, 1);
    }

    private void takeItems() {
        int count = flows.size();
        int emptyInARow = 0;
        int inFlight = flows.stream().mapToInt(PartitionFlow::unreleased).sum();
        while (emptyInARow < count && inFlight < maxInFlight) {
            int index = nextReader;
            nextReader = (nextReader + 1) % count;
            List<? extends SourceItem<?>> items = readers.get(index).take();
            if (items == null) {
                emptyInARow++;
                continue;
            }
            emptyInARow = 0;
            inFlight += items.size();
            for (SourceItem<?> item : items) {
                flows.get(index).submit(item);
            }
        }
        engine.dispatch();
    }

    /**
     * Any thread. The worker says what became of a record.
     *
     * @param metadata {@code null} when the record was not produced because a transformation dropped it
     */
    void produced(SourceRecord record, @Nullable RecordMetadata metadata) {
        if (metadata == null && record instanceof ProducedRecord own && own.isDeadLetter()) {
            engine.fail(new ConnectException("A dead letter for topic " + own.topic()
                    + " was dropped by a transformation; keep transformations away from that topic"));
        }
    }

    /** What is in flight cannot leave any more, so only calls that run are waited for, and reads by half of the limit. */
    @Override
    public void close() {
        long begin = System.nanoTime();
        engine.stopStarting();
        readers.stop(drainTimeout.dividedBy(2));
        flows.forEach(PartitionFlow::close);
        Duration left = drainTimeout.minusNanos(System.nanoTime() - begin);
        engine.close(left.isNegative() ? Duration.ZERO : left);
    }
}
