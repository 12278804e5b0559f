package io.npipeline.engine;

import io.npipeline.failure.FailurePolicy;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Ends the branch of messages whose body the predicate refuses. */
final class FilterOperator extends BodyOperator {

    private final Predicate<Object> keep;

    @SuppressWarnings("unchecked") // the handles of the graph guarantee that the bodies fit
    FilterOperator(OperatorMeter meter, FailurePolicy policy, Predicate<?> keep) {
        super(meter, policy);
        this.keep = (Predicate<Object>) keep;
    }

    @Override
    @Nullable
    Object step(Object body) {
        return keep.test(body) ? body : null;
    }
}
