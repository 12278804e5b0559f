package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import io.npipeline.node.SinkNode;
import org.jspecify.annotations.Nullable;

/** Writes messages one at a time. */
final class SinkOperator extends Operator {

    private final SinkNode<Object> node;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    SinkOperator(OperatorMeter meter, FailurePolicy policy, SinkNode<?> node) {
        super(meter, policy);
        this.node = (SinkNode<Object>) node;
    }

    @Override
    @Nullable
    @SuppressWarnings("unchecked") // as above
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        node.write((KafkaMessage<Object>) message);
        return null;
    }
}
