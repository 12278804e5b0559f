package io.npipeline.integration.pipelines;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.util.Locale;

/** Text in upper case to a file of effects. Parameter {@code effects}: the file. */
public final class UpperCasePipeline implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var upper = pipeline.addTransform("upper", (String body) -> body.toUpperCase(Locale.ROOT));
        var effects = pipeline.addSink("effects", new Effects(Path.of(context.parameter("effects"))));
        pipeline.connect(texts, upper);
        pipeline.connect(upper, effects);
    }
}
