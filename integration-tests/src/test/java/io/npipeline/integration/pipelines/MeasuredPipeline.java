package io.npipeline.integration.pipelines;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import io.npipeline.failure.NodeErrorDecision;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.node.KafkaSourceNode;
import io.npipeline.pipeline.PipelineBuilder;
import io.npipeline.pipeline.PipelineContext;
import io.npipeline.pipeline.PipelineDefinition;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Text to a file of effects, with whatever may go wrong on the way. Nodes are {@code texts}, {@code check} and {@code store}.
 * Parameter {@code folder}: where the files are: {@code effects}, {@code check-failures} and {@code store-failures} get a line
 * for each effect and each call that failed; while {@code held}, {@code hang} or {@code broken} is there, bodies that begin
 * with {@link #HELD} fail in the check, those that begin with {@link #HANG} hang in the store, and all fail in the store.
 */
public final class MeasuredPipeline implements PipelineDefinition {

    /** How the bodies begin that are skipped, become dead letters, fail once, fail while they are held, and hang. */
    public static final String SKIP = "skip";

    public static final String DEAD = "dead";
    public static final String TWICE = "twice";
    public static final String HELD = "held";
    public static final String HANG = "hang";

    /** So many calls that fail open the circuit of the store. */
    public static final int CALLS_OF_CIRCUIT = 4;

    @Override
    public void define(PipelineBuilder pipeline, PipelineContext context) {
        Path folder = Path.of(context.parameter("folder"));
        FailurePolicy patient = FailurePolicy.retry(RetryStrategy.fixed(1_000_000, Duration.ofMillis(50)));
        var texts = pipeline.addSource("texts", KafkaSourceNode.of(String.class));
        var check = pipeline.addTransform("check", new MeasuredCheck(folder));
        var store = pipeline.addSink("store", new MeasuredStore(folder));
        check.onFailure(patient.on(IllegalArgumentException.class, NodeErrorDecision.SKIP)
                .on(IllegalStateException.class, NodeErrorDecision.DEAD_LETTER));
        store.onFailure(patient).circuitBreaker(new CircuitBreaker(1, CALLS_OF_CIRCUIT, Duration.ofMillis(500)));
        pipeline.connect(texts, check);
        pipeline.connect(check, store);
    }
}
