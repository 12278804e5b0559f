package io.npipeline.node;

import io.npipeline.message.KafkaMessage;

/**
 * Takes messages out of the pipeline, one at a time.
 *
 * @param <T> the body it takes; {@code null} for tombstones
 */
@FunctionalInterface
public interface SinkNode<T> extends Node {

    /**
     * Writes one message. To return is to have delivered it, unless acknowledgement is manual; an exception goes to the
     * failure policy.
     */
    void write(KafkaMessage<T> message) throws Exception;
}
