package io.npipeline.file;

import io.npipeline.message.UnboundBody;

/** The text of what is no record. Immutable. */
final class MalformedBody<T> extends UnboundBody<T> {

    private final String raw;
    private final RuntimeException reason;

    MalformedBody(String raw, RuntimeException reason) {
        this.raw = raw;
        this.reason = reason;
    }

    @Override
    public T bind() {
        throw reason;
    }

    @Override
    public String raw() {
        return raw;
    }
}
