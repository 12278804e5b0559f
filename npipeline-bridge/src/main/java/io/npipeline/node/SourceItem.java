package io.npipeline.node;

import io.npipeline.message.MessageHeaders;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One item read from a source. Immutable.
 *
 * @param body what the pipeline's first node gets
 * @param position where to go on after this item
 * @param key the key of the message; {@code null} for none
 * @param headers the headers of the message
 * @param timestamp the time of the message; {@code null} leaves it to the producer
 */
public record SourceItem<T>(
        T body,
        Position position,
        @Nullable Object key,
        MessageHeaders headers,
        @Nullable Instant timestamp) {

    /** An item without key, headers and timestamp. */
    public static <T> SourceItem<T> of(T body, Position position) {
        return new SourceItem<>(body, position, null, MessageHeaders.EMPTY, null);
    }

    /** This item with a key. */
    public SourceItem<T> withKey(Object newKey) {
        return new SourceItem<>(body, position, newKey, headers, timestamp);
    }

    /** This item with headers. */
    public SourceItem<T> withHeaders(MessageHeaders newHeaders) {
        return new SourceItem<>(body, position, key, newHeaders, timestamp);
    }

    /** This item with a time. */
    public SourceItem<T> withTimestamp(Instant newTimestamp) {
        return new SourceItem<>(body, position, key, headers, newTimestamp);
    }
}
