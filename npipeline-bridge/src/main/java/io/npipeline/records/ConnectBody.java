package io.npipeline.records;

import io.npipeline.binding.BodyReader;
import io.npipeline.message.UnboundBody;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/** A record's value with what binds it. Immutable. */
final class ConnectBody<T> extends UnboundBody<T> {

    private final @Nullable Schema schema;
    private final @Nullable Object raw;
    private final BodyReader<T> reader;

    private ConnectBody(@Nullable Schema schema, @Nullable Object raw, BodyReader<T> reader) {
        this.schema = schema;
        this.raw = raw;
        this.reader = reader;
    }

    /** A value as the body of a message: itself where binding would change nothing. */
    static @Nullable Object of(@Nullable Schema schema, @Nullable Object value, BodyReader<?> reader) {
        return reader.isPassThrough(value) ? value : new ConnectBody<>(schema, value, reader);
    }

    @Override
    public @Nullable T bind() {
        return reader.read(schema, raw);
    }

    @Override
    public @Nullable Object raw() {
        return raw;
    }
}
