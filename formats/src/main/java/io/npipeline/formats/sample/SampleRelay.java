package io.npipeline.formats.sample;

import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;

/** The cases of one topic to another, by way of the record. */
public final class SampleRelay implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var samples = pipeline.addSource("cases", KafkaSourceNode.of(Sample.class));
        pipeline.connect(samples, pipeline.addSink("topic", KafkaSinkNode.of(Sample.class)));
    }
}
