package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.DeadLetterSettings;
import io.npipeline.configuration.LoadedPipeline;
import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.pipeline.GraphNode;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.records.SinkRecordReader;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkTaskContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Builds the whole of a running task, or leaves nothing open.
 *
 * <p>Task thread only.
 */
final class SinkTaskStart {

    private static final Logger log = LoggerFactory.getLogger(SinkTaskStart.class);

    private SinkTaskStart() {}

    /**
     * @param deadLetters opens the destination of dead letters
     * @param committed where maps of earlier owners are found
     */
    static StartedSinkTask start(
            NPipelineSinkConnectorConfig config,
            SinkTaskContext context,
            Function<NPipelineSinkConnectorConfig, DeadLetterRoute> deadLetters,
            Function<NPipelineSinkConnectorConfig, CommittedOffsets> committed) {
        LoadedPipeline pipeline = config.loadPipeline();
        try {
            return start(config, context, pipeline, deadLetters, committed);
        } catch (RuntimeException | Error e) {
            pipeline.close();
            throw e;
        }
    }

    private static StartedSinkTask start(
            NPipelineSinkConnectorConfig config,
            SinkTaskContext context,
            LoadedPipeline pipeline,
            Function<NPipelineSinkConnectorConfig, DeadLetterRoute> deadLetters,
            Function<NPipelineSinkConnectorConfig, CommittedOffsets> committed) {
        PipelineGraph graph = pipeline.graph();
        config.run().warnOfUnreachableLimit();
        KafkaMetrics events = pipeline.metrics();
        DeadLetterRoute route = measured(deadLetters.apply(config), config, events);
        AutoCloseable deadLetterSink = route instanceof DeadLetterRoute.ToSink toSink ? toSink.sink() : () -> {};
        try {
            SinkRecordReader reader = new SinkRecordReader(bodyType(graph), events);
            DrainBudget drainBudget = new DrainBudget(config.run().drainTimeout(), System::nanoTime);
            // Last, because it opens the user's nodes; nothing after it can fail.
            PipelineEngine engine = new PipelineEngine(graph, config.engineSettings(events), route, reader, () -> {});
            SinkMetrics metrics = SinkMetrics.of(config, context, events);
            OpenPartitions partitions =
                    new OpenPartitions(epochs(config, context, graph, engine, committed), metrics.partitions());
            FlowControl flow = new FlowControl(
                    context,
                    engine,
                    config.run().maxInFlightRecords(),
                    config.run().maxInFlightBytes());
            CommitRequests commits = new CommitRequests(context, engine, config.commitInterval());
            metrics.publish(engine, flow, commits, drainBudget);
            return new StartedSinkTask(
                    context,
                    engine,
                    pipeline,
                    deadLetterSink,
                    partitions,
                    new FencedPartitions(partitions, System::nanoTime),
                    new RecordIntake(partitions, events),
                    flow,
                    commits,
                    drainBudget,
                    metrics);
        } catch (RuntimeException | Error e) {
            StartedSinkTask.closeQuietly(deadLetterSink);
            throw e;
        }
    }

    /** What goes to a topic of Kafka is told of; what a sink of the user's does is the user's to tell. */
    private static DeadLetterRoute measured(
            DeadLetterRoute route, NPipelineSinkConnectorConfig config, KafkaMetrics events) {
        DeadLetterSettings settings = config.deadLetters();
        return route instanceof DeadLetterRoute.ToSink toSink
                        && settings.destination() == DeadLetterSettings.Destination.KAFKA
                ? new DeadLetterRoute.ToSink(
                        new MeasuredDeadLetters(toSink.sink(), settings.topic(), events), toSink.maxBytes())
                : route;
    }

    private static Epochs epochs(
            NPipelineSinkConnectorConfig config,
            SinkTaskContext context,
            PipelineGraph graph,
            PipelineEngine engine,
            Function<NPipelineSinkConnectorConfig, CommittedOffsets> committed) {
        GraphNode store = graph.transactionalSink().orElse(null);
        if (store == null) {
            return new MappedEpochs(engine, new OffsetMaps(committed.apply(config)), config.offsetMaps());
        }
        sayWhatIsAtLeastOnce(store, graph);
        PartitionClaims claims = new PartitionClaims(
                store.name(),
                ((NodeSpec.TransactionalSink) store.spec()).sink(),
                config.claims().timeout());
        return new ClaimedEpochs(engine, claims, context, config.offsetMaps());
    }

    private static void sayWhatIsAtLeastOnce(GraphNode store, PipelineGraph graph) {
        List<String> others = graph.nodes().stream()
                .filter(node -> node.spec() instanceof NodeSpec.Sink || node.spec() instanceof NodeSpec.BatchSink)
                .map(GraphNode::name)
                .toList();
        if (!others.isEmpty()) {
            log.warn(
                    "Sinks {} are beside the transactional sink \"{}\" and at least once: what they took of records whose "
                            + "transaction a crash or a rebalance cut off comes again",
                    others,
                    store.name());
        }
    }

    private static Class<?> bodyType(PipelineGraph graph) {
        return ((NodeSpec.KafkaSource) graph.source().spec()).source().bodyType();
    }
}
