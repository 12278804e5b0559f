package io.npipeline.jdbc;

import io.npipeline.binding.BodyReader;
import io.npipeline.message.UnboundBody;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row with what binds it. Immutable. */
record RowBody<T>(Map<String, @Nullable Object> raw, BodyReader<T> reader) implements UnboundBody<T> {

    @Override
    public @Nullable T bind() {
        return reader.read(null, raw);
    }
}
