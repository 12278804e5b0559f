package io.npipeline.benchmarks.jmh;

import io.npipeline.pipeline.PipelineContext;
import java.util.Optional;

/** The context of a pipeline that has no parameters. */
final class NoParameters implements PipelineContext {

    @Override
    public String parameter(String name) {
        throw new IllegalArgumentException(name);
    }

    @Override
    public Optional<String> findParameter(String name) {
        return Optional.empty();
    }

    @Override
    public String connectorName() {
        return "benchmark";
    }
}
