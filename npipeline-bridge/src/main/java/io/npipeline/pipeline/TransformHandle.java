package io.npipeline.pipeline;

import io.npipeline.failure.FailurePolicy;

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

    NodeDraft draft() {
        return draft;
    }
}
