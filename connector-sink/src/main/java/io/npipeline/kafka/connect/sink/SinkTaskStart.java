package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.LoadedPipeline;
import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.PipelineEngine;
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
        DeadLetterRoute route = deadLetters.apply(config);
        AutoCloseable deadLetterSink = route instanceof DeadLetterRoute.ToSink toSink ? toSink.sink() : () -> {};
        try {
            SinkRecordReader reader = new SinkRecordReader(bodyType(graph), pipeline.metrics());
            DrainBudget drainBudget = new DrainBudget(config.run().drainTimeout(), System::nanoTime);
            // Last, because it opens the user's nodes; nothing after it can fail.
            PipelineEngine engine = 
                    new PipelineEngine(graph, config.engineSettings(pipeline.metrics()), route, reader, () -> {});
            OpenPartitions partitions = new OpenPartitions(epochs(config, context, graph, engine, committed));
            return new StartedSinkTask(
                    context,
                    engine,
                    pipeline,
                    deadLetterSink,
                    partitions,
                    new FencedPartitions(partitions, System::nanoTime),
                    new RecordIntake(partitions),
                    new FlowControl(
                            context,
                            engine,
                            config.run().maxInFlightRecords(),
                            config.run().maxInFlightBytes()),
                    new CommitRequests(context, engine, config.commitInterval()),
                    drainBudget);
        } catch (RuntimeException | Error e) {
            StartedSinkTask.closeQuietly(deadLetterSink);
            throw e;
        }
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
