package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.MessageTransformNode;

/** Transforms whole messages, tombstones included. */
final class MessageTransformOperator extends Operator {

    private final MessageTransformNode<Object, Object> node;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    MessageTransformOperator(OperatorMeter meter, FailurePolicy policy, MessageTransformNode<?, ?> node) {
        super(meter, policy);
        this.node = (MessageTransformNode<Object, Object>) node;
    }

    @Override
    @SuppressWarnings("unchecked") // as above
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        return NodeContract.requireResult(node.transform((KafkaMessage<Object>) message), name());
    }
}
