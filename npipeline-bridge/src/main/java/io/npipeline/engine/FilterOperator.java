package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import io.npipeline.message.KafkaMessage;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ends the branch of messages whose body the predicate refuses; lets tombstones pass. */
final class FilterOperator extends Operator {

    private final Predicate<Object> keep;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    FilterOperator(String name, FailurePolicy policy, Predicate<?> keep) {
        super(name, policy);
        this.keep = (Predicate<Object>) keep;
    }

    @Override
    @Nullable
    KafkaMessage<?> apply(KafkaMessage<?> message, Delivery delivery) {
        Object body = message.body();
        return body == null || keep.test(body) ? message : null;
    }
}
