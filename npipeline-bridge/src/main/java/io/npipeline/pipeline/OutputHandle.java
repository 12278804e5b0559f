package io.npipeline.pipeline;

/**
 * A node that messages come out of.
 *
 * @param <T> the type of their bodies
 */
public sealed interface OutputHandle<T> permits SourceHandle, TransformHandle {

    /** The node's name. */
    String name();
}
