package io.npipeline.benchmarks.jmh;

import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;

/**
 * A source, three transforms whose results are other objects than what they got, and a sink. None of them allocates: the
 * bodies are among the boxed numbers that the JDK keeps.
 *
 * @param sink what to do at the end
 */
record ThreeTransforms(Runnable sink) implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        var source = pipeline.addSource("source", KafkaSourceNode.of(Long.class));
        var first = pipeline.addTransform("first", (Long body) -> body + 1);
        var second = pipeline.addTransform("second", (Long body) -> body + 1);
        var third = pipeline.addTransform("third", (Long body) -> body + 1);
        var end = pipeline.<Long>addSink("sink", message -> sink.run());
        pipeline.connect(source, first);
        pipeline.connect(first, second);
        pipeline.connect(second, third);
        pipeline.connect(third, end);
    }
}
