package io.npipeline.pipeline;

import java.util.Optional;

/** The context of a pipeline without parameters. */
final class NoParameters implements PipelineContext {

    @Override
    public String parameter(String name) {
        throw new MissingParameterException(name, "npipeline.pipeline.param." + name);
    }

    @Override
    public Optional<String> findParameter(String name) {
        return Optional.empty();
    }

    @Override
    public String connectorName() {
        return "test";
    }
}
