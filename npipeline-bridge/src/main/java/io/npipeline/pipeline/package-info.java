/** How a pipeline is described: {@link io.npipeline.pipeline.PipelineDefinition} in, {@link io.npipeline.pipeline.PipelineGraph} out. */
@NullMarked
package io.npipeline.pipeline;

import org.jspecify.annotations.NullMarked;
