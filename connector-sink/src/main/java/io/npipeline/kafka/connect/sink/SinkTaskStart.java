package io.npipeline.kafka.connect.sink;

import io.npipeline.engine.DeadLetterRoute;
import io.npipeline.engine.PipelineEngine;
import io.npipeline.pipeline.NodeSpec;
import io.npipeline.pipeline.PipelineGraph;
import io.npipeline.records.SinkRecordReader;
import java.util.function.Function;
import org.apache.kafka.connect.sink.SinkTaskContext;

/**
 * Builds the whole of a running task, or leaves nothing open.
 *
 * <p>Task thread only.
 */
final class SinkTaskStart {

    private SinkTaskStart() {}

    /**
     * @param deadLetters opens the destination of dead letters
     * @param committed where maps of earlier owners are found
     */
    static StartedSinkTask start(
            NPipelineSinkConnectorConfig config,
            SinkTaskContext context,
            Function<NPipelineSinkConnectorConfig, DeadLetterRoute> deadLetters,
            CommittedOffsets committed) {
        PipelineGraph graph = config.validGraph();
        config.run().warnOfUnreachableLimit();
        DeadLetterRoute route = deadLetters.apply(config);
        AutoCloseable deadLetterSink = route instanceof DeadLetterRoute.ToSink toSink ? toSink.sink() : () -> {};
        try {
            SinkRecordReader reader = new SinkRecordReader(bodyType(graph));
            OffsetMaps earlier = new OffsetMaps(committed);
            DrainBudget drainBudget = new DrainBudget(config.run().drainTimeout(), System::nanoTime);
            // Last, because it opens the user's nodes; nothing after it can fail.
            PipelineEngine engine = new PipelineEngine(graph, config.engineSettings(), route, reader, () -> {});
            OpenPartitions partitions = new OpenPartitions(engine, earlier, config.offsetMaps());
            return new StartedSinkTask(
                    context,
                    engine,
                    deadLetterSink,
                    partitions,
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

    private static Class<?> bodyType(PipelineGraph graph) {
        return ((NodeSpec.KafkaSource) graph.source().spec()).source().bodyType();
    }
}
