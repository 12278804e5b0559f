package io.npipeline.node;

import java.util.concurrent.CompletionStage;

/**
 * Turns a body into another without holding a thread while it waits. Tombstones pass by without a call.
 *
 * @param <I> the body it takes
 * @param <O> the body it returns
 */
@FunctionalInterface
public interface AsyncTransformNode<I, O> extends Node {

    /**
     * Starts to transform one body. Later messages of its key wait until the stage completes, and until then the call counts
     * as one of the {@code npipeline.max.degree.of.parallelism}, so a stage must complete at some time; a time limit on the
     * node's handle sees to it. The stage may complete on any thread; what comes behind runs on the engine's own.
     *
     * @return completes with the new body, or exceptionally with what goes to the failure policy. A stage that is
     *     {@code null} or completes with {@code null} is a failure; one that is cancelled ends the task
     */
    CompletionStage<? extends O> transform(I body) throws Exception;
}
