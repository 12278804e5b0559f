package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import org.jspecify.annotations.Nullable;

/** An operator that leaves nothing behind but its result, with a limit on the time it takes. */
final class TimeLimitedOperator extends Operator {

    private final Operator operator;
    private final CallLimit limit;

    TimeLimitedOperator(Operator operator, CallLimit limit) {
        super(operator.meter(), operator.policy());
        this.operator = operator;
        this.limit = limit;
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) throws Exception {
        return limit.call(() -> operator.apply(message, delivery));
    }
}
