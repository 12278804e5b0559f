package io.npipeline.formats.sample;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.util.List;
import java.util.Set;

/**
 * The cases to a topic. Parameters {@code without}: names of cases to leave out, with semicolons between them; {@code only}:
 * the name of the one to write.
 */
public final class SampleIngress implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        List<Case> cases = context.findParameter("only")
                .map(name -> List.of(Cases.named(name)))
                .orElseGet(() -> Cases.without(
                        Set.of(context.findParameter("without").orElse("").split(";"))));
        var samples = pipeline.addSource("cases", new CaseSource(cases));
        pipeline.connect(samples, pipeline.addSink("topic", KafkaSinkNode.of(Sample.class)));
    }
}
