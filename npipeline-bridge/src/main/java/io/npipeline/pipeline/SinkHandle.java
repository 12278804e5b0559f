package io.npipeline.pipeline;

import io.npipeline.failure.FailurePolicy;

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

    NodeDraft draft() {
        return draft;
    }
}
