package com.example.payments;

import io.npipeline.failure.CircuitBreaker;
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
import java.net.URI;
import java.time.Duration;

/**
 * A topic of payments to a topic of payments with what a service knows of their customers; those of a customer stay in their
 * order. Parameters: {@code customers}, the address of the service, with a slash at its end, and {@code answer.limit.ms}, 2,000
 * unless set.
 */
public final class PaymentsEnrichment implements PipelineDefinition {

    /** From then on a call has failed. */
    private static final String ANSWER_LIMIT_MS = "2000";

    /** Besides, for an answer that began in time and does not end. */
    private static final Duration FOR_THE_END = Duration.ofSeconds(1);

    /** About two minutes in all. */
    private static final RetryStrategy UNTIL_THE_SERVICE_IS_BACK =
            new ExponentialBackoffRetryStrategy(10, Duration.ofMillis(200), Duration.ofSeconds(30), 0.2);

    /** While half of the calls fail the service is left alone: payments wait, and their retries are not used up. */
    private static final CircuitBreaker LEAVE_IT_ALONE = new CircuitBreaker(0.5, 10, Duration.ofSeconds(2));

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        enrich(pipeline, context, pipeline.addSource("payments", KafkaSourceNode.of(Payment.class)));
    }

    /** All that is behind the source, so that a test can put another one before it. */
    static void enrich(PipelineBuilder pipeline, PipelineContext context, OutputHandle<Payment> payments) {
        URI service = URI.create(context.parameter("customers"));
        Duration answerLimit = Duration.ofMillis(
                Long.parseLong(context.findParameter("answer.limit.ms").orElse(ANSWER_LIMIT_MS)));
        var enriched = pipeline.addAsyncTransform("enriched", new CustomerLookup(service, answerLimit))
                .timeLimit(answerLimit.plus(FOR_THE_END))
                .circuitBreaker(LEAVE_IT_ALONE);
        var topic = pipeline.addSink("topic", KafkaSinkNode.of(EnrichedPayment.class));

        // What the service refuses it will refuse again. If it stays away, no payment is to blame: the task fails, and
        // goes on with the same payments once it is restarted.
        enriched.onFailure(FailurePolicy.retry(UNTIL_THE_SERVICE_IS_BACK)
                .on(RequestRefusedException.class, NodeErrorDecision.DEAD_LETTER)
                .then(NodeErrorDecision.FAIL));

        pipeline.connect(payments, enriched);
        pipeline.connect(enriched, topic);
    }
}
