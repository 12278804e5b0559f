package io.npipeline.file;

import io.npipeline.binding.BodyReader;
import io.npipeline.message.UnboundBody;
import org.jspecify.annotations.Nullable;

/** A text that is read as a type. Immutable. */
record TextBody<T>(String raw, BodyReader<T> reader) implements UnboundBody<T> {

    @Override
    public @Nullable T bind() {
        return reader.read(null, raw);
    }
}
