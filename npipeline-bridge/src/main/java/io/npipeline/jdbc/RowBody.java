package io.npipeline.jdbc;

import io.npipeline.binding.BodyReader;
import io.npipeline.message.UnboundBody;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A row with what binds it. Immutable. */
final class RowBody<T> extends UnboundBody<T> {

    private final Map<String, @Nullable Object> raw;
    private final BodyReader<T> reader;

    RowBody(Map<String, @Nullable Object> raw, BodyReader<T> reader) {
        this.raw = raw;
        this.reader = reader;
    }

    @Override
    public @Nullable T bind() {
        return reader.read(null, raw);
    }

    @Override
    public Map<String, @Nullable Object> raw() {
        return raw;
    }
}
