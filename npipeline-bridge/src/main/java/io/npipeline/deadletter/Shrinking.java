package io.npipeline.deadletter;

import io.npipeline.binding.JsonText;
import io.npipeline.message.Correlation;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes dead letters smaller: first without the record's bytes, which can be read at its origin, then without the larger one of
 * item and own headers, then without the other, in the end without the key. What says where the record is and what failed stays, and so does the header with the correlation id, cut.
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
            DeadLetter.OFFSET_COUNT_HEADER,
            DeadLetter.LEFT_OUT_HEADER);

    /** What a header takes besides its name and its value. */
    private static final int HEADER_OVERHEAD = 8;

    private static final int LONGEST_NAME = 256;

    /** The bytes of the longest id. */
    private static final int LONGEST_ID = 4 * 256;

    /** As what a destination writes bytes. */
    enum BytesAs {
        BYTES,
        /** In base64, as the JsonConverter and the SimpleHeaderConverter do. */
        TEXT;

        long size(@Nullable Object value) {
            byte[] bytes = HeaderBytes.bytes(value);
            if (bytes == null) {
                return 0;
            }
            boolean encoded = this == TEXT && (value instanceof byte[] || value instanceof ByteBuffer);
            return encoded ? (bytes.length + 2L) / 3 * 4 : bytes.length;
        }
    }

    private Shrinking() {}

    static DeadLetter fitting(DeadLetter letter, long maxBytes, BytesAs bytesAs) {
        DeadLetter fitting = letter;
        while (!fits(fitting, maxBytes, bytesAs)) {
            DeadLetter smaller = smaller(fitting).orElse(null);
            if (smaller == null) {
                return fitting;
            }
            fitting = smaller;
        }
        return fitting;
    }

    private static boolean fits(DeadLetter letter, long maxBytes, BytesAs bytesAs) {
        if (maxBytes == Long.MAX_VALUE) {
            return true;
        }
        long rest = maxBytes - bytesAs.size(letter.key()) - bytes(letter.headers(), bytesAs);
        return JsonText.size(letter.envelope(), rest) <= rest;
    }

    static Optional<DeadLetter> smaller(DeadLetter letter) {
        if (hasRawBytes(letter.headers())) {
            return Optional.of(leaveOut("bytes", letter.withoutRawBytes()));
        }
        MessageHeaders kept = kept(letter);
        boolean hasOwn = !kept.equals(letter.headers());
        long ownBytes = bytes(letter.headers(), BytesAs.BYTES) - bytes(kept, BytesAs.BYTES);
        Object item = letter.isItemLeftOut() ? null : letter.envelope().originalItem();
        if (item != null && (!hasOwn || JsonText.size(item, ownBytes) >= ownBytes)) {
            return Optional.of(letter.withoutItem());
        }
        if (hasOwn) {
            return Optional.of(leaveOut("headers", letter.withHeaders(kept)));
        }
        return letter.key() == null ? Optional.empty() : Optional.of(leaveOut("key", letter.withoutKey()));
    }

    /** The letter with a header that says so. */
    static DeadLetter leaveOut(String part, DeadLetter rest) {
        String before = rest.headers()
                .last(DeadLetter.LEFT_OUT_HEADER)
                .map(MessageHeader::value)
                .map(parts -> parts + ",")
                .orElse("");
        return rest.withHeaders(rest.headers()
                .without(DeadLetter.LEFT_OUT_HEADER)
                .with(MessageHeader.of(DeadLetter.LEFT_OUT_HEADER, before + part)));
    }

    private static boolean hasRawBytes(MessageHeaders headers) {
        return headers.last(DeadLetter.RAW_KEY_HEADER).isPresent()
                || headers.last(DeadLetter.RAW_VALUE_HEADER).isPresent();
    }

    /** A record that was a dead letter before has some of them twice; its own come first. */
    private static MessageHeaders kept(DeadLetter letter) {
        String id = letter.envelope().correlationId();
        MessageHeader carrier = null;
        Map<String, MessageHeader> kept = new LinkedHashMap<>();
        for (MessageHeader header : letter.headers()) {
            if (KEPT.contains(header.key())) {
                kept.put(header.key(), header);
            } else if (id != null && carries(header, id)) {
                carrier = header;
            }
        }
        List<MessageHeader> all = new ArrayList<>();
        if (carrier != null && id != null) {
            boolean isShort = BytesAs.BYTES.size(carrier.value()) <= LONGEST_ID;
            all.add(isShort ? carrier : MessageHeader.of(carrier.key(), id));
        }
        all.addAll(kept.values());
        return MessageHeaders.of(all);
    }

    /** What the header of ids is called is not known here; the last one with the id is taken for it. */
    private static boolean carries(MessageHeader header, String id) {
        return header.key().length() <= LONGEST_NAME && id.equals(Correlation.text(header.value()));
    }

    private static long bytes(MessageHeaders headers, BytesAs bytesAs) {
        long size = 0;
        for (MessageHeader header : headers) {
            size += HEADER_OVERHEAD + header.key().length() + bytesAs.size(header.value());
        }
        return size;
    }
}
