package io.npipeline.node;

import java.util.Optional;

/** The connector's name and the pipeline's own parameters. Immutable. */
public interface PipelineParameters {

    /**
     * The value of {@code npipeline.pipeline.param.<name>}. When it is not set this fails with an exception that is to be
     * let through: it is reported on that key.
     */
    String parameter(String name);

    /** The value of {@code npipeline.pipeline.param.<name>}; empty when it is not set. */
    Optional<String> findParameter(String name);

    /** The connector's name. */
    String connectorName();
}
