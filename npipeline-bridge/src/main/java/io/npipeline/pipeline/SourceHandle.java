package io.npipeline.pipeline;

/** The source of a pipeline. Not thread safe. */
public final class SourceHandle<T> implements OutputHandle<T> {

    private final NodeDraft draft;

    SourceHandle(NodeDraft draft) {
        this.draft = draft;
    }

    @Override
    public String name() {
        return draft.name();
    }

    NodeDraft draft() {
        return draft;
    }
}
