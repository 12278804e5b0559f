/** Runs a graph: intake, lanes, operator chain, settlement. Start at {@link io.npipeline.engine.PipelineEngine}. */
@NullMarked
package io.npipeline.engine;

import org.jspecify.annotations.NullMarked;
