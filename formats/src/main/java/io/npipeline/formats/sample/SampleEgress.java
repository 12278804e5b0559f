package io.npipeline.formats.sample;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;

/** Writes to a file what became of the cases in a topic. Parameter {@code findings}: the file. */
public final class SampleEgress implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var samples = pipeline.addSource("cases", KafkaSourceNode.of(Sample.class));
        pipeline.connect(
                samples, pipeline.addSink("findings", new FindingSink(Path.of(context.parameter("findings")))));
    }
}
