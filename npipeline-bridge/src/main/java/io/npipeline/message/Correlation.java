package io.npipeline.message;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the ids are read and made by which a message is followed from system to system. One that is made is the same whenever
 * the record is read, so that what a restart repeats has the id that it had. Immutable.
 *
 * @param header the header that carries ids; empty where there are none
 * @param connector tells apart what sources of two connectors read
 */
public record Correlation(String header, String connector) {

    /** The header unless another is configured. */
    public static final String DEFAULT_HEADER = "x-correlation-id";

    /** No ids at all. */
    public static final Correlation OFF = new Correlation("", "");

    private static final int MAX_LENGTH = 256;

    /** Enough for any character's bytes. */
    private static final int MAX_BYTES = 4 * MAX_LENGTH;

    public boolean isOn() {
        return !header.isEmpty();
    }

    /** The id that came in the headers; {@code null} where none did. */
    public @Nullable String received(MessageHeaders headers) {
        return headers.isEmpty() || !isOn()
                ? null
                : headers.last(header)
                        .map(MessageHeader::value)
                        .map(Correlation::text)
                        .orElse(null);
    }

    /** The id of a record: the one that came, or else one that is made of its origin; {@code null} where there are none. */
    public @Nullable String id(MessageHeaders headers, Origin origin) {
        if (!isOn()) {
            return null;
        }
        String received = received(headers);
        return received == null ? made(origin) : received;
    }

    /** The id of a record without one; of a batch's records that of the earliest. */
    public String made(Origin origin) {
        Origin first = origin instanceof Origin.Batch batch ? batch.first() : origin;
        return first instanceof Origin.Source item ? made(item) : first.id();
    }

    /** Positions may be long, and hold what nobody wants to see in a log. */
    private String made(Origin.Source item) {
        StringBuilder name = new StringBuilder();
        append(connector, name);
        append(item.partition(), name);
        String identity = item.identity();
        if (identity == null) {
            append(item.position(), name);
        } else {
            append(identity, name);
        }
        return UUID.nameUUIDFromBytes(name.toString().getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    /** In an order of their own, because that of a map may be another one in the next JVM. */
    private static void append(Map<String, ?> values, StringBuilder to) {
        to.append(values.size()).append(';');
        Map<String, ?> ordered = values.size() > 1 ? new TreeMap<>(values) : values;
        ordered.forEach((name, value) -> {
            append(name, to);
            append(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value), to);
        });
    }

    /** With its length before it, so that no two lists of texts are the same one. */
    private static void append(String text, StringBuilder to) {
        to.append(text.length()).append(':').append(text);
    }

    /**
     * A header's value as an id: cut to 256 characters, and without what could begin a line of its own in a log.
     *
     * @return {@code null} where nothing is left
     */
    public static @Nullable String text(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        String text = textOf(value);
        int length = Math.min(text.length(), MAX_LENGTH);
        StringBuilder id = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            id.append(Character.isISOControl(c) ? '?' : c);
        }
        String trimmed = id.toString().trim();
        return trimmed.isEmpty() ? null : trimmed;
    }

    private static String textOf(Object value) {
        if (value instanceof byte[] bytes) {
            return new String(bytes, 0, Math.min(bytes.length, MAX_BYTES), StandardCharsets.UTF_8);
        }
        if (value instanceof ByteBuffer buffer) {
            ByteBuffer first = buffer.slice(buffer.position(), Math.min(buffer.remaining(), MAX_BYTES));
            return StandardCharsets.UTF_8.decode(first).toString();
        }
        return String.valueOf(value);
    }
}
