package io.npipeline.integration.pipelines;

import io.npipeline.node.BatchLimits;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.List;

/** To be drawn: a node of each shape, every kind of edge, and names that mean something to whoever reads the drawing. */
public final class ShownPipeline implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        SinkNode<String> nobody = message -> {};
        var texts = pipeline.addSource("texts; end", KafkaSourceNode.of(String.class));
        var some = pipeline.addFilter("\"some\" <of> them & #35; `all`", (String text) -> !text.isEmpty());
        var lists =
                pipeline.<String>addBatcher("lists | {braces} [brackets]", BatchLimits.of(10, Duration.ofSeconds(1)));
        var sizes = pipeline.addTransform("größe\\n", (List<String> list) -> list.size());
        var topic = pipeline.addSink("topic %% comment", KafkaSinkNode.of(Integer.class));
        var own = pipeline.addSink("subgraph", nobody);
        var tap = pipeline.addTap("tap --> (round)", nobody);

        pipeline.connect(texts, some);
        pipeline.connect(some, tap);
        pipeline.connectWhen(some, text -> text.length() > 1, own);
        pipeline.connectOtherwise(some, lists);
        pipeline.connect(lists, sizes);
        pipeline.connect(sizes, topic);
    }
}
