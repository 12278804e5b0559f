package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;

/** The source of a graph when it has several outputs. */
final class PassOperator extends Operator {

    PassOperator(OperatorMeter meter, FailurePolicy policy) {
        super(meter, policy);
    }

    @Override
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) {
        return message;
    }
}
