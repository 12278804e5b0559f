package io.npipeline.integration.pipelines;

import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Text to a SQLite table that counts how often each record was written, slowly. Parameters {@code database}: the file,
 * {@code work.ms}: how long each message is worked on.
 */
public final class SlowStorePipeline implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Duration work = Duration.ofMillis(Long.parseLong(context.parameter("work.ms")));
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var slow = pipeline.addTransform("work", working(work));
        var store = pipeline.addBatchSink(
                "store",
                new CountingStore(Path.of(context.parameter("database"))),
                BatchLimits.of(100, Duration.ofMillis(20)));
        pipeline.connect(texts, slow);
        pipeline.connect(slow, store);
    }

    private static TransformNode<String, String> working(Duration work) {
        return body -> {
            LockSupport.parkNanos(work.toNanos());
            return body;
        };
    }
}
