package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.ConnectorName;
import io.npipeline.configuration.LoadedPipeline;
import io.npipeline.configuration.TaskNumber;
import io.npipeline.engine.EngineSettings;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.metrics.TaskMetrics;
import io.npipeline.metrics.WorkerMetrics;
import io.npipeline.node.Position;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.records.ConsumedRecordReader;
import io.npipeline.records.RecordConverters;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.source.SourceTaskContext;

/**
 * Builds the whole of a running task, or leaves nothing open.
 *
 * <p>Task thread only.
 */
final class SourceTaskStart {

    private final NPipelineSourceConnectorConfig config;
    private final SourceTaskContext context;
    private final SourceConsumers consumers;
    private final LongSupplier pacerNanos;
    private final boolean transactional;
    private final LoadedPipeline pipeline;
    private final PipelineGraph graph;
    private final List<SourcePartition> assigned;
    private final TaskClients clients;
    private final Arrivals arrivals = new Arrivals();

    private SourceTaskStart(
            NPipelineSourceConnectorConfig config,
            SourceTaskContext context,
            SourceConsumers consumers,
            LongSupplier pacerNanos,
            LoadedPipeline pipeline) {
        this.config = config;
        this.context = context;
        this.consumers = consumers;
        this.pacerNanos = pacerNanos;
        this.pipeline = pipeline;
        transactional = context.transactionContext() != null;
        graph = pipeline.graph();
        config.run().warnOfUnreachableLimit();
        assigned = config.assignedPartitions().partitions();
        clients = TaskClients.open(config, graph, assigned, context.offsetStorageReader());
    }

    /**
     * @param consumers opens the consumer of a relay
     * @param pacerNanos the time by which transactions are spaced, as {@link System#nanoTime} has it
     */
    static StartedSourceTask start(
            NPipelineSourceConnectorConfig config,
            SourceTaskContext context,
            SourceConsumers consumers,
            LongSupplier pacerNanos) {
        config.delivery().requireTransactions(context.transactionContext() != null);
        LoadedPipeline pipeline = config.loadPipeline();
        return orClose(pipeline, () -> {
            SourceTaskStart start = new SourceTaskStart(config, context, consumers, pacerNanos, pipeline);
            return orClose(start.clients, start::startedTask);
        });
    }

    private StartedSourceTask startedTask() {
        NodeSpec source = graph.source().spec();
        if (source instanceof NodeSpec.KafkaSource kafka) {
            return relay(kafka.source().bodyType());
        }
        return ingress(((NodeSpec.UserSource) source).source());
    }

    private StartedSourceTask ingress(SourceNode<?> source) {
        Map<SourcePartition, Optional<Position>> positions = StoredPositions.read(
                assigned, context.offsetStorageReader(), SourcePartition::id, StoredPosition::read);
        PipelineEngine engine =
                new PipelineEngine(graph, engineSettings(), config.deadLetterRoute(), arrivals::announce);
        RetryStrategy retries = config.failures().retryStrategy();
        return orClose(
                engine,
                () -> task(engine, ItemFeed.start(source, positions, transactional, retries, engine, arrivals)));
    }

    private StartedSourceTask relay(Class<?> bodyType) {
        RelaySettings relay = config.relay();
        Map<TopicPartition, Optional<RelayPosition>> positions = StoredPositions.read(
                assigned.stream().map(TopicPartitions::of).toList(),
                context.offsetStorageReader(),
                TopicPartitions::stored,
                stored -> Optional.ofNullable(TopicPartitions.position(stored)));
        RecordConverters converters = relay.converters().open();
        return orClose(converters, () -> {
            ConsumedRecordReader reader = new ConsumedRecordReader(bodyType, converters, pipeline.metrics());
            PipelineEngine engine = new PipelineEngine(
                    graph, engineSettings(), config.deadLetterRoute(), reader.reception(), arrivals::announce);
            return orClose(
                    engine,
                    () -> task(
                            engine,
                            RecordFeed.start(
                                    consumers.open(relay.consumer()),
                                    reader,
                                    converters,
                                    positions,
                                    relay,
                                    config.partitionStarts(),
                                    ReleaseOrder.ofRelay(
                                            graph, config.acknowledgment().strategy()),
                                    transactional,
                                    config.lag(),
                                    pipeline.metrics(),
                                    engine,
                                    arrivals)));
        });
    }

    private EngineSettings engineSettings() {
        return config.engineSettings(pipeline.metrics(), clients.partitions());
    }

    private StartedSourceTask task(PipelineEngine engine, SourceFeed feed) {
        ListMeter lists = new ListMeter(transactional, pipeline.metrics());
        TaskMetrics metrics =
                new TaskMetrics(ConnectorName.of(config), TaskNumber.of(config), WorkerMetrics.of(context));
        StartedSourceTask task = new StartedSourceTask(
                engine,
                pipeline,
                feed,
                clients,
                arrivals,
                context.transactionContext(),
                config.delivery().maxTransactionWait(),
                pacerNanos,
                lists,
                metrics,
                config.heartbeats(),
                InFlightLimits.of(config.run()),
                config.run().drainTimeout());
        // Last, because a task that is not made after all would not take it back.
        new SourceTaskMetrics(engine, feed.gauges(), lists, transactional).publish(metrics);
        return task;
    }

    /** None of them fails to close. */
    private static <V> V orClose(AutoCloseable opened, Supplier<V> rest) {
        try {
            return rest.get();
        } catch (RuntimeException | Error e) {
            try {
                opened.close();
            } catch (Exception suppressed) {
                e.addSuppressed(suppressed);
            }
            throw e;
        }
    }
}
