package io.npipeline.integration.pipelines;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Text to a file of effects; bodies that end in {@link NumberedOutputsPipeline#POISON} are dead letters. Parameters
 * {@code effects}: the file, {@code work.ms}: how long each body is worked on.
 */
public final class PoisonedEffectsPipeline implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Duration work = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var checked = pipeline.addTransform("check", checking(work));
        var effects = pipeline.addSink("effects", new Effects(Path.of(context.parameter("effects"))));
        checked.onFailure(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER));
        pipeline.connect(texts, checked);
        pipeline.connect(checked, effects);
    }

    private static TransformNode<String, String> checking(Duration work) {
        return body -> {
            LockSupport.parkNanos(work.toNanos());
            if (body.endsWith(NumberedOutputsPipeline.POISON)) {
                throw new IllegalArgumentException("this body is poison");
            }
            return body;
        };
    }
}
