package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import org.jspecify.annotations.Nullable;

/** A node that sees bodies and nothing else of a message; tombstones pass it. */
abstract class BodyOperator extends Operator {

    BodyOperator(OperatorMeter meter, FailurePolicy policy) {
        super(meter, policy);
    }

    /**
     * Handles one body.
     *
     * @return the body for the node's outputs; {@code null} when the branch ends here
     */
    abstract @Nullable Object step(Object body) throws Exception;

    @Override
    final @Nullable KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        Object body = message.body();
        if (body == null) {
            return message;
        }
        Object result = step(body);
        if (result == null) {
            return null;
        }
        return result == body ? message : message.withBody(result);
    }
}
