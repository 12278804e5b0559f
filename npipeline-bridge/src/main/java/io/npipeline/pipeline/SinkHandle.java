package io.npipeline.pipeline;

import io.npipeline.failure.CircuitBreaker;
import io.npipeline.failure.FailurePolicy;
import java.time.Duration;

/** A node that messages end at. Not thread safe. */
public final class SinkHandle<T> implements InputHandle<T> {

    private final NodeDraft draft;

    SinkHandle(NodeDraft draft) {
        this.draft = draft;
    }

    @Override
    public String name() {
        return draft.name();
    }

    @Override
    public SinkHandle<T> onFailure(FailurePolicy policy) {
        draft.failurePolicy(policy);
        return this;
    }

    @Override
    public SinkHandle<T> timeLimit(Duration limit) {
        draft.timeLimit(limit);
        return this;
    }

    @Override
    public SinkHandle<T> circuitBreaker(CircuitBreaker circuitBreaker) {
        draft.circuitBreaker(circuitBreaker);
        return this;
    }

    NodeDraft draft() {
        return draft;
    }
}
