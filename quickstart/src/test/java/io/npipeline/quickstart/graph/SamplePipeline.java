package io.npipeline.quickstart.graph;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.ExponentialBackoffRetryStrategy;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.node.BatchLimits;
import io.npipeline.node.BatchSinkNode;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import io.npipeline.node.TransformNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;
import java.util.List;

/** Has most of what a diagram can show. */
public final class SamplePipeline implements PipelineDefinition {

    static final class Trim implements TransformNode<String, String> {
        @Override
        public String transform(String body) {
            return body.trim();
        }
    }

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        SinkNode<Object> log = message -> {};
        BatchSinkNode<String> store = batch -> {};
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var some = pipeline.addFilter("not \"empty\" & <safe>", (String text) -> !text.isEmpty());
        var trimmed = pipeline.addTransform("trimmed", new Trim());
        var lists = pipeline.<String>addBatcher("lists", BatchLimits.of(10, Duration.ofSeconds(1)));
        var table = pipeline.addBatchSink(
                "table", store, BatchLimits.of(500, Duration.ofMillis(50)).withMaxBytes(1_000));
        var counts = pipeline.addTransform("counts", (List<String> list) -> list.size());
        var topic = pipeline.addSink(
                "topic",
                KafkaSinkNode.of(Integer.class)
                        .toTopic(context.parameter("topic"))
                        .keyedBy(count -> count)
                        .toPartition(count -> count % 2));
        var tap = pipeline.addTap("log", log);

        trimmed.onFailure(FailurePolicy.retry(ExponentialBackoffRetryStrategy.ofDefaults())
                        .on(IllegalArgumentException.class, NodeErrorDecision.SKIP))
                .timeLimit(Duration.ofSeconds(5));
        table.circuitBreaker(CircuitBreaker.ofDefaults());

        pipeline.connect(texts, some);
        pipeline.connect(some, trimmed);
        pipeline.connect(some, tap);
        pipeline.connectWhen(trimmed, text -> text.length() > 1, table);
        pipeline.connectOtherwise(trimmed, lists);
        pipeline.connect(lists, counts);
        pipeline.connect(counts, topic);
    }
}
