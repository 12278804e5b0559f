package io.npipeline.file;

import io.npipeline.binding.BodyReader;
import io.npipeline.message.UnboundBody;
import org.jspecify.annotations.Nullable;

/** A text that is read as a type. Immutable. */
final class TextBody<T> extends UnboundBody<T> {

    private final String raw;
    private final BodyReader<T> reader;

    TextBody(String raw, BodyReader<T> reader) {
        this.raw = raw;
        this.reader = reader;
    }

    @Override
    public @Nullable T bind() {
        return reader.read(null, raw);
    }

    @Override
    public String raw() {
        return raw;
    }
}
