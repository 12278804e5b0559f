package io.npipeline.pipeline;

import io.npipeline.node.PipelineParameters;
import java.util.Optional;

/** What a definition knows of its connector, and where it gets nodes from. Immutable. */
public interface PipelineContext extends PipelineParameters {

    /**
     * The value of {@code npipeline.pipeline.param.<name>}.
     *
     * @throws MissingParameterException naming that key, when it is not set
     */
    @Override
    String parameter(String name);

    /** The value of {@code npipeline.pipeline.param.<name>}; empty when it is not set. */
    @Override
    Optional<String> findParameter(String name);

    /** The connector's name. */
    @Override
    String connectorName();

    /**
     * A new node, or a part of one: from the {@link io.npipeline.node.NodeFactory} that
     * {@code npipeline.node.factory.class} names or, where that is not set, from the public constructor that takes this
     * context, its parameters or nothing, the first of these that the class has.
     *
     * @throws NodeCreationException saying what it lacks, when it cannot be made
     */
    default <N> N create(Class<N> type) {
        return ConstructorCall.create(type, this);
    }
}
