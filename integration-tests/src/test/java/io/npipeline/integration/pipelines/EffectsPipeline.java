package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;

/** Text to a file of effects. Bodies that are {@code poison} fail. Parameter {@code effects}: the file. */
public final class EffectsPipeline implements PipelineDefinition {

    /** The body that fails. */
    public static final String POISON = "poison";

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var checked = pipeline.addTransform("check", EffectsPipeline::check);
        var effects = pipeline.addSink("effects", new Effects(Path.of(context.parameter("effects"))));
        pipeline.connect(texts, checked);
        pipeline.connect(checked, effects);
    }

    private static String check(String body) {
        if (body.equals(POISON)) {
            throw new IllegalArgumentException("this body is poison");
        }
        return body;
    }
}
