package io.npipeline.node;

/**
 * Turns a body into any number of bodies, each of which goes on as a message of its own within the same delivery.
 * Tombstones pass by without a call.
 *
 * @param <I> the body it takes
 * @param <O> the bodies it returns
 */
@FunctionalInterface
public interface FlatTransformNode<I, O> extends Node {

    /**
     * Transforms one body. An exception goes to the failure policy.
     *
     * @return the new bodies in their order, none of them {@code null}; empty drops the message
     */
    Iterable<? extends O> transform(I body) throws Exception;
}
