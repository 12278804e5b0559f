package io.npipeline.pipeline;

import io.npipeline.failure.FailurePolicy;

/**
 * A node that messages go into.
 *
 * @param <T> the type of their bodies
 */
public sealed interface InputHandle<T> permits TransformHandle, SinkHandle {

    /** The node's name. */
    String name();

    /** Sets what this node's failures lead to; without it the connector's configuration decides. */
    InputHandle<T> onFailure(FailurePolicy policy);
}
