package io.npipeline.deadletter;

import io.npipeline.binding.JsonText;
import io.npipeline.binding.ValueSize;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters smaller: first without the record's bytes, which can be read at its origin, then without the larger one of
 * item and own headers, then without the other, in the end without the key. What says where the record is and what failed stays.
 */
final class Shrinking {

    /** Those that describe the failure. */
    private static final Set<String> KEPT = Set.of(
            DeadLetter.REASON_HEADER,
            DeadLetter.NODE_HEADER,
            DeadLetter.ATTEMPTS_HEADER,
            DeadLetter.FIRST_FAILURE_HEADER,
            DeadLetter.LAST_FAILURE_HEADER,
            DeadLetter.TOPIC_HEADER,
            DeadLetter.PARTITION_HEADER,
            DeadLetter.OFFSET_HEADER,
            DeadLetter.OFFSETS_HEADER,
            DeadLetter.LEFT_OUT_HEADER);

    /** What a header takes besides its name and its value. */
    private static final int HEADER_OVERHEAD = 8;

    private Shrinking() {}

    static DeadLetter fitting(DeadLetter letter, long maxBytes) {
        DeadLetter fitting = letter;
        while (!fits(fitting, maxBytes)) {
            DeadLetter smaller = smaller(fitting).orElse(null);
            if (smaller == null) {
                return fitting;
            }
            fitting = smaller;
        }
        return fitting;
    }

    /** An item that is too large by itself is not written as JSON, which would take several times its size. */
    private static boolean fits(DeadLetter letter, long maxBytes) {
        if (maxBytes == Long.MAX_VALUE) {
            return true;
        }
        long rest = maxBytes - keyAndHeaderBytes(letter);
        return ValueSize.atLeast(letter.envelope().originalItem()) <= rest
                && JsonText.toBytes(letter.envelope()).length <= rest;
    }

    static Optional<DeadLetter> smaller(DeadLetter letter) {
        if (hasRawBytes(letter.headers())) {
            return Optional.of(leaveOut("bytes", letter.withoutRawBytes()));
        }
        MessageHeaders own = withoutKept(letter.headers());
        boolean hasItem = letter.envelope().originalItem() != null && !letter.isItemLeftOut();
        if (hasItem && (own.isEmpty() || itemBytes(letter) >= bytes(own))) {
            return Optional.of(letter.withoutItem());
        }
        if (!own.isEmpty()) {
            return Optional.of(leaveOut("headers", letter.withHeaders(lastOfKept(letter.headers()))));
        }
        return letter.key() == null ? Optional.empty() : Optional.of(leaveOut("key", letter.withoutKey()));
    }

    /** The letter with a header that says so. */
    static DeadLetter leaveOut(String part, DeadLetter rest) {
        String before = rest.headers()
                .last(DeadLetter.LEFT_OUT_HEADER)
                .map(header -> header.value() + ",")
                .orElse("");
        return rest.withHeaders(rest.headers()
                .without(DeadLetter.LEFT_OUT_HEADER)
                .with(MessageHeader.of(DeadLetter.LEFT_OUT_HEADER, before + part)));
    }

    private static boolean hasRawBytes(MessageHeaders headers) {
        return headers.last(DeadLetter.RAW_KEY_HEADER).isPresent()
                || headers.last(DeadLetter.RAW_VALUE_HEADER).isPresent();
    }

    private static MessageHeaders withoutKept(MessageHeaders headers) {
        List<MessageHeader> own = new ArrayList<>();
        headers.forEach(header -> {
            if (!KEPT.contains(header.key())) {
                own.add(header);
            }
        });
        return MessageHeaders.of(own);
    }

    /** A record that was a dead letter before has some of them twice; its own come first. */
    private static MessageHeaders lastOfKept(MessageHeaders headers) {
        Map<String, MessageHeader> kept = new LinkedHashMap<>();
        headers.forEach(header -> {
            if (KEPT.contains(header.key())) {
                kept.put(header.key(), header);
            }
        });
        return MessageHeaders.of(List.copyOf(kept.values()));
    }

    private static long itemBytes(DeadLetter letter) {
        Object item = letter.envelope().originalItem();
        long atLeast = ValueSize.atLeast(item);
        return atLeast > 0 ? atLeast : JsonText.toString(item).length();
    }

    static int keyAndHeaderBytes(DeadLetter letter) {
        return (int) Math.min(sizeAsText(letter.key()) + bytes(letter.headers()), Integer.MAX_VALUE);
    }

    private static long bytes(MessageHeaders headers) {
        long size = 0;
        for (MessageHeader header : headers) {
            size += HEADER_OVERHEAD + header.key().length() + sizeAsText(header.value());
        }
        return size;
    }

    private static long sizeAsText(@Nullable Object value) {
        byte[] bytes = HeaderBytes.bytes(value);
        return bytes == null ? 0 : bytes.length * 4L / 3;
    }
}
