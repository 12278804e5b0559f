package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;

/** Writes where the worker loaded our classes from. Parameter {@code effects}: the file. */
public final class WhereaboutsPipeline implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var where = pipeline.addTransform("where", (String body) -> whereabouts());
        var effects = pipeline.addSink("effects", new Effects(Path.of(context.parameter("effects"))));
        pipeline.connect(texts, where);
        pipeline.connect(where, effects);
    }

    private static String whereabouts() {
        Class<?> ours = PipelineDefinition.class;
        return ours.getClassLoader().getClass().getName() + " "
                + ours.getProtectionDomain().getCodeSource().getLocation();
    }
}
