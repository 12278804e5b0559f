package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;

/**
 * Text to a file of effects, a line at the begin of each call, acknowledged out of order by a thread of the sink's own.
 * Parameters {@code effects}: the file, {@code acknowledged}: the file of the ids that are about to be acknowledged,
 * {@code gate}: a file that keeps every fifth message unacknowledged as long as it is there.
 */
public final class ManualEffectsPipeline implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        pipeline.connect(
                pipeline.addSource("texts", KafkaSourceNode.of(String.class)),
                pipeline.addSink(
                        "effects",
                        new ManualEffects(
                                new Effects(Path.of(context.parameter("effects"))),
                                new Effects(Path.of(context.parameter("acknowledged"))),
                                Path.of(context.parameter("gate")))));
    }
}
