package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Text to a file of effects, through a call that hangs as long as there is a gate. Parameters {@code effects}: the file,
 * {@code gate}: the file that makes calls hang, {@code work.ms}: how long each message is worked on otherwise.
 */
public final class GatedEffectsPipeline implements PipelineDefinition {

    private static final Duration LOOK_INTERVAL = Duration.ofMillis(50);

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Path gate = Path.of(context.parameter("gate"));
        Duration work = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var gated = pipeline.addTransform("gated", waitingFor(gate, work));
        var effects = pipeline.addSink("effects", new Effects(Path.of(context.parameter("effects"))));
        pipeline.connect(texts, gated);
        pipeline.connect(gated, effects);
    }

    private static TransformNode<String, String> waitingFor(Path gate, Duration work) {
        return body -> {
            while (Files.exists(gate)) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                LockSupport.parkNanos(LOOK_INTERVAL.toNanos());
            }
            LockSupport.parkNanos(work.toNanos());
            return body;
        };
    }
}
