package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Text to a file of effects, a line at the begin of each call. Parameters {@code effects}: the file, {@code gate}: a file
 * that makes the messages to be held fail as long as it is there, {@code work.ms}: how long each message is worked on.
 */
public final class HeldEffectsPipeline implements PipelineDefinition {

    /** How the bodies of messages to be held begin. */
    public static final String HELD = "held";

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Effects effects = new Effects(Path.of(context.parameter("effects")));
        Duration work = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        pipeline.connect(
                pipeline.addSource("texts", KafkaSourceNode.of(String.class)),
                pipeline.addSink("effects", new HeldEffects(effects, Path.of(context.parameter("gate")), work)));
    }
}
