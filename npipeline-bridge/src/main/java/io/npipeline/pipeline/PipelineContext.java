package io.npipeline.pipeline;

import java.util.Optional;

/** The connector's name and the pipeline's own parameters. Immutable. */
public interface PipelineContext {

    /**
     * The value of {@code npipeline.pipeline.param.<name>}.
     *
     * @throws MissingParameterException naming that key, when it is not set
     */
    String parameter(String name);

    /** The value of {@code npipeline.pipeline.param.<name>}; empty when it is not set. */
    Optional<String> findParameter(String name);

    /** The connector's name. */
    String connectorName();
}
