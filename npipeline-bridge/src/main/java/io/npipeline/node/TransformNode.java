package io.npipeline.node;

/**
 * Turns a body into another. Tombstones pass by without a call.
 *
 * @param <I> the body it takes
 * @param <O> the body it returns
 */
@FunctionalInterface
public interface TransformNode<I, O> extends Node {

    /**
     * Transforms one body. An exception goes to the failure policy.
     *
     * @return the new body; {@code null} is treated as a failure: a node that drops messages is a filter
     */
    O transform(I body) throws Exception;
}
