package io.npipeline.deadletter;

import io.npipeline.message.KafkaMessage;
import io.npipeline.message.MessageHeader;
import io.npipeline.message.MessageHeaders;
import io.npipeline.message.Origin;
import io.npipeline.message.RawRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message that is given up. Immutable, as far as its item is.
 *
 * @param envelope what to store
 * @param key the key of the message
 * @param keySchema the schema of a key that came with one
 * @param headers the message's own headers, followed by those that describe the failure
 */
public record DeadLetter(
        DeadLetterEnvelope envelope,
        @Nullable Object key,
        @Nullable Schema keySchema,
        MessageHeaders headers) {

    /** Carries the simple name of the error's class. */
    public static final String REASON_HEADER = "x-dead-letter-reason";

    /** Carries the name of the node that failed. */
    public static final String NODE_HEADER = "x-original-node";

    /** Carries how often the node was called with the message. */
    public static final String ATTEMPTS_HEADER = "x-dead-letter-attempts";

    /** Carries the time of the first failure, as ISO text. */
    public static final String FIRST_FAILURE_HEADER = "x-dead-letter-first-failure";

    /** Carries the time of the last failure, as ISO text. */
    public static final String LAST_FAILURE_HEADER = "x-dead-letter-last-failure";

    /** Carries the topic of the record, where it is from Kafka. */
    public static final String TOPIC_HEADER = "x-original-topic";

    /** Carries the partition of the record, where it is from Kafka. */
    public static final String PARTITION_HEADER = "x-original-partition";

    /** Carries the offset of the record, where it is from Kafka. */
    public static final String OFFSET_HEADER = "x-original-offset";

    /** Carries the offsets of all records of a batch, separated by commas, where they are from Kafka; no more than 500. */
    public static final String OFFSETS_HEADER = "x-original-offsets";

    /** Carries how many records a batch has, where their offsets are too many to be listed: then the list has the first. */
    public static final String OFFSET_COUNT_HEADER = "x-original-offset-count";

    /** Carries the key as it was on the wire, where a relay read it. */
    public static final String RAW_KEY_HEADER = "x-original-key";

    /** Carries the value as it was on the wire, where a relay read it. */
    public static final String RAW_VALUE_HEADER = "x-original-value";

    /** Carries what is not in the letter because it would be too large, separated by commas: bytes, item, headers, key. */
    public static final String LEFT_OUT_HEADER = "x-dead-letter-left-out";

    private static final int MAX_OFFSETS = 500;

    private static final String ITEM_LEFT_OUT =
            "(left out: too large for the dead-letter topic; read it at its origin)";

    /**
     * The dead letter of a message. That of a batch has the coordinates of the earliest of its records.
     *
     * @param nodeName the node that failed
     * @param attempts how often the node was called with the message
     */
    public static DeadLetter of(
            KafkaMessage<?> message, String nodeName, Throwable error, int attempts, Instant first, Instant last) {
        Origin record = message.origin() instanceof Origin.Batch batch ? batch.first() : message.origin();
        Origin.Kafka kafka = record instanceof Origin.Kafka origin ? origin : null;
        DeadLetterEnvelope envelope = new DeadLetterEnvelope(
                nodeName,
                message.bodyOrRaw(),
                error.getClass().getName(),
                ErrorText.message(error),
                ErrorText.trace(error),
                last,
                message.correlationId().orElse(null),
                kafka == null ? null : kafka.topic(),
                kafka == null ? null : kafka.partition(),
                kafka == null ? null : kafka.offset());
        List<MessageHeader> headers = new ArrayList<>();
        // A replayed dead letter's would be taken for this one's.
        message.headersWithCorrelationId().without(LEFT_OUT_HEADER).forEach(headers::add);
        headers.add(MessageHeader.of(REASON_HEADER, reason(error)));
        headers.add(MessageHeader.of(NODE_HEADER, nodeName));
        headers.add(MessageHeader.of(ATTEMPTS_HEADER, Integer.toString(attempts)));
        headers.add(MessageHeader.of(FIRST_FAILURE_HEADER, first.toString()));
        headers.add(MessageHeader.of(LAST_FAILURE_HEADER, last.toString()));
        if (kafka != null) {
            headers.add(MessageHeader.of(TOPIC_HEADER, kafka.topic()));
            headers.add(MessageHeader.of(PARTITION_HEADER, Integer.toString(kafka.partition())));
            headers.add(MessageHeader.of(OFFSET_HEADER, Long.toString(kafka.offset())));
        }
        if (kafka != null && message.origin() instanceof Origin.Batch batch) {
            headers.add(MessageHeader.of(OFFSETS_HEADER, offsets(batch)));
            int records = batch.records().size();
            if (records > MAX_OFFSETS) {
                headers.add(MessageHeader.of(OFFSET_COUNT_HEADER, Integer.toString(records)));
            }
        }
        return new DeadLetter(envelope, message.key(), message.keySchema(), MessageHeaders.of(headers));
    }

    /** This letter with the record's bytes as headers, so that it can be replayed byte for byte. */
    public DeadLetter withRawBytes(RawRecord raw) {
        return new DeadLetter(
                envelope,
                key,
                keySchema,
                headers.with(new MessageHeader(RAW_KEY_HEADER, raw.key(), Schema.OPTIONAL_BYTES_SCHEMA))
                        .with(new MessageHeader(RAW_VALUE_HEADER, raw.value(), Schema.OPTIONAL_BYTES_SCHEMA)));
    }

    /** This letter without what {@link #withRawBytes} added. */
    DeadLetter withoutRawBytes() {
        return new DeadLetter(
                envelope, key, keySchema, headers.without(RAW_KEY_HEADER).without(RAW_VALUE_HEADER));
    }

    /** The key as a plain client reads it: bytes as they are, the rest as text. */
    public byte @Nullable [] keyBytes() {
        return HeaderBytes.bytes(key);
    }

    /**
     * This letter without so much of what can be left out that it takes no more than about so many bytes; or without all of it.
     * The header {@link #LEFT_OUT_HEADER} says what is missing.
     */
    public DeadLetter fitting(long maxBytes) {
        return Shrinking.fitting(this, maxBytes, Shrinking.BytesAs.BYTES);
    }

    /** The same for a destination that may write bytes as text, which takes a third more. */
    public DeadLetter fittingAsText(long maxBytes) {
        return Shrinking.fitting(this, maxBytes, Shrinking.BytesAs.TEXT);
    }

    /** This letter without the next thing that can be left out, which the same header says; empty when there is none. */
    public Optional<DeadLetter> smaller() {
        return Shrinking.smaller(this);
    }

    /** This letter with a note in place of its item, for a destination that does not take records of its size. */
    public DeadLetter withoutItem() {
        return Shrinking.leaveOut("item", new DeadLetter(envelope.withItem(ITEM_LEFT_OUT), key, keySchema, headers));
    }

    DeadLetter withHeaders(MessageHeaders newHeaders) {
        return new DeadLetter(envelope, key, keySchema, newHeaders);
    }

    DeadLetter withoutKey() {
        return new DeadLetter(envelope, null, null, headers);
    }

    /** Whether this letter is one of {@link #withoutItem}. */
    public boolean isItemLeftOut() {
        return ITEM_LEFT_OUT.equals(envelope.originalItem());
    }

    private static String offsets(Origin.Batch batch) {
        return batch.records().stream()
                .filter(Origin.Kafka.class::isInstance)
                .limit(MAX_OFFSETS)
                .map(record -> Long.toString(((Origin.Kafka) record).offset()))
                .collect(Collectors.joining(","));
    }

    private static String reason(Throwable error) {
        String simpleName = error.getClass().getSimpleName();
        return simpleName.isEmpty() ? error.getClass().getName() : simpleName;
    }
}
