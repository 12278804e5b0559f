package io.npipeline.file;

import io.npipeline.message.UnboundBody;

/** The text of what is no record. Immutable. */
record MalformedBody<T>(String raw, RuntimeException reason) implements UnboundBody<T> {

    @Override
    public T bind() {
        throw reason;
    }
}
