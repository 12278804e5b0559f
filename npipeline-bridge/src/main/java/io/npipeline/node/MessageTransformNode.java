package io.npipeline.node;

import io.npipeline.message.KafkaMessage;

/**
 * Turns a message into another: key, headers and timestamp included. Called for tombstones too.
 *
 * @param <I> the body it takes
 * @param <O> the body it returns
 */
@FunctionalInterface
public interface MessageTransformNode<I, O> extends Node {

    /**
     * Transforms one message, usually through its {@code with…} methods. An exception goes to the failure policy.
     *
     * @return the new message, never {@code null}: a node that drops messages is a filter
     */
    KafkaMessage<O> transform(KafkaMessage<I> message) throws Exception;
}
