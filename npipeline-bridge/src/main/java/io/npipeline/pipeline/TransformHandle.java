package io.npipeline.pipeline;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import java.time.Duration;

/** A node between source and sinks. Not thread safe. */
public final class TransformHandle<I, O> implements InputHandle<I>, OutputHandle<O> {

    private final NodeDraft draft;

    TransformHandle(NodeDraft draft) {
        this.draft = draft;
    }

    @Override
    public String name() {
        return draft.name();
    }

    @Override
    public TransformHandle<I, O> onFailure(FailurePolicy policy) {
        draft.failurePolicy(policy);
        return this;
    }

    @Override
    public TransformHandle<I, O> timeLimit(Duration limit) {
        draft.timeLimit(limit);
        return this;
    }

    @Override
    public TransformHandle<I, O> circuitBreaker(CircuitBreaker circuitBreaker) {
        draft.circuitBreaker(circuitBreaker);
        return this;
    }

    NodeDraft draft() {
        return draft;
    }
}
