package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.TransformNode;

/** Transforms bodies; lets tombstones pass. */
final class TransformOperator extends Operator {

    private final TransformNode<Object, Object> node;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    TransformOperator(String name, FailurePolicy policy, TransformNode<?, ?> node) {
        super(name, policy);
        this.node = (TransformNode<Object, Object>) node;
    }

    @Override
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        Object body = message.body();
        if (body == null) {
            return message;
        }
        return message.withBody(NodeContract.requireResult(node.transform(body), name()));
    }
}
