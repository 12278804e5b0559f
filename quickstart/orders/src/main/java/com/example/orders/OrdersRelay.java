package com.example.orders;

import io.npipeline.failure.ExponentialBackoffRetryStrategy;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.node.KafkaSinkNode;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.OutputHandle;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.time.Duration;

/**
 * A topic of orders to a topic of processed orders; key, headers and timestamp pass. The nodes come from
 * {@link OrdersNodes}. Parameter {@code rates}: the file of exchange rates.
 */
public final class OrdersRelay implements PipelineDefinition {

    /** About two minutes in all. */
    private static final RetryStrategy UNTIL_RATES_ARE_BACK =
            new ExponentialBackoffRetryStrategy(10, Duration.ofMillis(200), Duration.ofSeconds(30), 0.2);

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        process(pipeline, context, pipeline.addSource("orders", KafkaSourceNode.of(Order.class)));
    }

    /** All that is behind the source, so that a test can put another one before it. */
    static void process(PipelineBuilder pipeline, PipelineContext context, OutputHandle<Order> orders) {
        var valid = pipeline.addTransform("valid", context.create(OrderValidator.class));
        var priced = pipeline.addTransform("priced", context.create(OrderPricer.class));
        var processed = pipeline.addSink("processed", KafkaSinkNode.of(ProcessedOrder.class));

        // An invalid order stays invalid, however often it is looked at.
        valid.onFailure(FailurePolicy.always(NodeErrorDecision.DEAD_LETTER));

        // Rates that cannot be had now may be back in a moment. If they stay away, no order is to blame: the task
        // fails, and goes on with the same order once it is restarted.
        priced.onFailure(FailurePolicy.retry(UNTIL_RATES_ARE_BACK)
                .on(InvalidOrderException.class, NodeErrorDecision.DEAD_LETTER)
                .then(NodeErrorDecision.FAIL));

        pipeline.connect(orders, valid);
        pipeline.connect(valid, priced);
        pipeline.connect(priced, processed);
    }
}
