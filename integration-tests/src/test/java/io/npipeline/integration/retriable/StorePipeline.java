package io.npipeline.integration.retriable;

import io.npipeline.failure.ExponentialBackoffRetryStrategy;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.node.SinkNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.util.Objects;

/** Text to a {@link Store}, whose parameters are its own, for as long as it takes. */
public final class StorePipeline implements PipelineDefinition {

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Store store = new Store(
                Path.of(context.parameter("attempts")),
                Path.of(context.parameter("stored")),
                Path.of(context.parameter("gate")));
        SinkNode<String> writing = message -> store.write(Objects.requireNonNull(message.body()));
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var stored = pipeline.addSink("store", writing);
        stored.onFailure(FailurePolicy.retry(new ExponentialBackoffRetryStrategy(
                Integer.MAX_VALUE, RetriableSinkTask.BACKOFF, RetriableSinkTask.BACKOFF, 0)));
        pipeline.connect(texts, stored);
    }
}
