package io.npipeline.pipeline;

/**
 * Describes one pipeline. Called when a connector's configuration is validated and once in every task, so it must do no
 * I/O and start no threads: that is what a node's {@code open} is for.
 *
 * <p>Implementations have a public constructor without parameters.
 */
@FunctionalInterface
public interface PipelineDefinition {

    /** Adds the nodes and connects them. An exception is reported on {@code npipeline.pipeline.class}. */
    void define(PipelineBuilder pipeline, PipelineContext context);
}
