package io.npipeline.message;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Headers in their order, duplicates kept. Immutable. */
public final class MessageHeaders implements Iterable<MessageHeader> {

    /** No headers. */
    public static final MessageHeaders EMPTY = new MessageHeaders(List.of());

    private final List<MessageHeader> headers;

    private MessageHeaders(List<MessageHeader> headers) {
        this.headers = headers;
    }

    /** The given headers, in order. */
    public static MessageHeaders of(List<MessageHeader> headers) {
        return headers.isEmpty() ? EMPTY : new MessageHeaders(List.copyOf(headers));
    }

    /** The header added last under the key, which is the one Kafka's own clients return. */
    public Optional<MessageHeader> last(String key) {
        for (int i = headers.size() - 1; i >= 0; i--) {
            if (headers.get(i).key().equals(key)) {
                return Optional.of(headers.get(i));
            }
        }
        return Optional.empty();
    }

    /** These headers and one more at the end. */
    public MessageHeaders with(MessageHeader header) {
        if (headers.isEmpty()) {
            return new MessageHeaders(List.of(header));
        }
        List<MessageHeader> more = new ArrayList<>(headers);
        more.add(header);
        return of(more);
    }

    /** These headers without any under the key. */
    public MessageHeaders without(String key) {
        return of(headers.stream().filter(h -> !h.key().equals(key)).toList());
    }

    public int size() {
        return headers.size();
    }

    public boolean isEmpty() {
        return headers.isEmpty();
    }

    @Override
    public Iterator<MessageHeader> iterator() {
        return headers.iterator();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageHeaders that && headers.equals(that.headers);
    }

    @Override
    public int hashCode() {
        return headers.hashCode();
    }

    @Override
    public String toString() {
        return headers.toString();
    }
}
