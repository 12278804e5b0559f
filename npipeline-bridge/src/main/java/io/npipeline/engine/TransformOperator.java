package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.node.TransformNode;

/** Transforms bodies. */
final class TransformOperator extends BodyOperator {

    private final TransformNode<Object, Object> node;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    TransformOperator(OperatorMeter meter, FailurePolicy policy, TransformNode<?, ?> node) {
        super(meter, policy);
        this.node = (TransformNode<Object, Object>) node;
    }

    @Override
    Object step(Object body) throws Exception {
        return NodeContract.requireResult(node.transform(body), name());
    }
}
