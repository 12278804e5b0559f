package io.npipeline.node;

import io.npipeline.message.MessageHeaders;
import io.npipeline.message.UnboundBody;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One item read from a source. Immutable.
 *
 * @param body what the pipeline's first node gets
 * @param position where to go on after this item
 * @param key the key of the message; {@code null} for none
 * @param headers the headers of the message
 * @param timestamp the time of the message; {@code null} leaves it to the producer
 * @param identity by what the item is known within its source partition; {@code null} where that is the position
 */
public record SourceItem<T>(
        T body,
        Position position,
        @Nullable Object key,
        MessageHeaders headers,
        @Nullable Instant timestamp,
        @Nullable String identity) {

    /** An item that is known by its position. */
    public SourceItem(
            T body, Position position, @Nullable Object key, MessageHeaders headers, @Nullable Instant timestamp) {
        this(body, position, key, headers, timestamp, null);
    }

    /** An item without key, headers and timestamp. */
    public static <T> SourceItem<T> of(T body, Position position) {
        return new SourceItem<>(body, position, null, MessageHeaders.EMPTY, null);
    }

    /**
     * The same with a body that is bound when a node first looks at it. What that throws is a failure of this node on this
     * item, for its failure policy, and not one of the source; a dead letter of it holds the raw form.
     */
    @SuppressWarnings("unchecked") // body() is the one way to the component, and binds it
    public static <T> SourceItem<T> unbound(UnboundBody<T> body, Position position) {
        return of((T) body, position);
    }

    /** The body; binds it where that was left for later, and fails as that does. */
    @Override
    @SuppressWarnings("unchecked") // an unbound body stands for the body it binds to
    public T body() {
        return body instanceof UnboundBody<?> unbound ? (T) Objects.requireNonNull(unbound.bind()) : body;
    }

    /** The body, or what is to bind it on first use. */
    public Object bodyOrUnbound() {
        return body;
    }

    /** This item with a key. */
    public SourceItem<T> withKey(Object newKey) {
        return new SourceItem<>(body, position, newKey, headers, timestamp, identity);
    }

    /** This item with headers. */
    public SourceItem<T> withHeaders(MessageHeaders newHeaders) {
        return new SourceItem<>(body, position, key, newHeaders, timestamp, identity);
    }

    /** This item with a time. */
    public SourceItem<T> withTimestamp(Instant newTimestamp) {
        return new SourceItem<>(body, position, key, headers, newTimestamp, identity);
    }

    /**
     * This item with what it is known by, of which its correlation id is made. For sources whose position says more than where
     * an item is, such as times and what else is going on, and so may be another one when the item is read again.
     *
     * @param newIdentity the same whenever the item is read, and another one for each item of the source partition
     */
    public SourceItem<T> withIdentity(String newIdentity) {
        return new SourceItem<>(body, position, key, headers, timestamp, newIdentity);
    }
}
