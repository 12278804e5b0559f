package io.npipeline.message;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.connect.data.Schema;
import org.jspecify.annotations.Nullable;

/**
 * An immutable view of one record. Copies made by the {@code with…} methods belong to the same delivery as the original,
 * so a pipeline cannot lose an acknowledgement by building new objects. The body is bound to its Java type on first use.
 *
 * <p>Thread safe, as far as the body and the key are.
 *
 * @param <T> the type of the body
 */
public final class KafkaMessage<T> implements AcknowledgableMessage<T> {

    /** Either the body or an {@link UnboundBody}. Binding twice in a race is harmless: both results are equal. */
    private volatile @Nullable Object body;

    private final @Nullable Object key;
    private final @Nullable Schema keySchema;
    private final MessageHeaders headers;
    private final @Nullable Long timestampMs;
    private final Origin origin;
    private final Acknowledgement acknowledgement;

    private KafkaMessage(
            @Nullable Object body,
            @Nullable Object key,
            @Nullable Schema keySchema,
            MessageHeaders headers,
            @Nullable Long timestampMs,
            Origin origin,
            Acknowledgement acknowledgement) {
        this.body = body;
        this.key = key;
        this.keySchema = keySchema;
        this.headers = headers;
        this.timestampMs = timestampMs;
        this.origin = origin;
        this.acknowledgement = acknowledgement;
    }

    /**
     * A message that was just read. The body may be an {@link UnboundBody}.
     *
     * @param timestampMs milliseconds since the epoch, or {@code null} when the record has none
     */
    public static KafkaMessage<Object> received(
            @Nullable Object body,
            @Nullable Object key,
            @Nullable Schema keySchema,
            MessageHeaders headers,
            @Nullable Long timestampMs,
            Origin origin,
            Acknowledgement acknowledgement) {
        return new KafkaMessage<>(body, key, keySchema, headers, timestampMs, origin, acknowledgement);
    }

    /** A message that belongs to no delivery; acknowledging it does nothing. For tests of nodes. */
    public static <T> KafkaMessage<T> detached(@Nullable T body, @Nullable Object key, Origin origin) {
        return new KafkaMessage<>(body, key, null, MessageHeaders.EMPTY, null, origin, Acknowledgement.DETACHED);
    }

    @Override
    @SuppressWarnings("unchecked") // the graph's handles guarantee that the body of this message is a T
    public @Nullable T body() {
        Object current = body;
        if (current instanceof UnboundBody<?> unbound) {
            current = unbound.bind();
            body = current;
        }
        return (T) current;
    }

    /** The body if it was bound before, otherwise what Connect delivered. Never fails. */
    public @Nullable Object bodyOrRaw() {
        Object current = body;
        return current instanceof UnboundBody<?> unbound ? unbound.raw() : current;
    }

    /** What is to bind the body on first use; {@code null} when there is nothing left to bind. */
    public @Nullable UnboundBody<?> unboundBody() {
        return body instanceof UnboundBody<?> unbound ? unbound : null;
    }

    /** Whether the record has no value: Kafka's mark for a deleted key. */
    public boolean isTombstone() {
        Object current = body;
        return current == null || (current instanceof UnboundBody<?> unbound && unbound.raw() == null);
    }

    /** The key as Connect's key converter delivered it, or as the user set it. */
    public @Nullable Object key() {
        return key;
    }

    /**
     * The key as the given type.
     *
     * @throws ClassCastException naming the message, when the key is of another type
     */
    public <K> @Nullable K key(Class<K> type) {
        if (key != null && !type.isInstance(key)) {
            throw new ClassCastException("The key of message " + messageId() + " is a "
                    + key.getClass().getName() + ", not a " + type.getName());
        }
        return type.cast(key);
    }

    /** The schema of a key that came with one; {@code null} for schemaless keys and keys set by the user. */
    public @Nullable Schema keySchema() {
        return keySchema;
    }

    public MessageHeaders headers() {
        return headers;
    }

    /** The record's timestamp; empty when it has none. */
    public Optional<Instant> timestamp() {
        return Optional.ofNullable(timestampMs).map(Instant::ofEpochMilli);
    }

    /** Where the message was read. */
    public Origin origin() {
        return origin;
    }

    /**
     * By what this message is followed from system to system: the value of the header that
     * {@code npipeline.correlation.header} names, cut to 256 characters; where a node removed it, the id that the record came
     * with, as long as the record is not settled; where there was none, an id made of the message's origin, which is the same
     * whenever the record is read. Empty where that key is.
     */
    public Optional<String> correlationId() {
        String own = acknowledgement.correlation().received(headers);
        return Optional.ofNullable(own == null ? acknowledgement.correlationId(origin) : own);
    }

    /** The headers with one for the {@link #correlationId} at their end, where they have none, or one that is null or blank. */
    public MessageHeaders headersWithCorrelationId() {
        Correlation correlation = acknowledgement.correlation();
        if (correlation.received(headers) != null) {
            return headers;
        }
        String id = acknowledgement.correlationId(origin);
        return id == null ? headers : headers.with(MessageHeader.of(correlation.header(), id));
    }

    @Override
    public String messageId() {
        return origin.id();
    }

    @Override
    public Map<String, Object> metadata() {
        Map<String, Object> metadata = new LinkedHashMap<>();
        Origin record = origin;
        if (origin instanceof Origin.Batch batch) {
            metadata.put("batchSize", batch.records().size());
            record = batch.first();
        }
        if (record instanceof Origin.Kafka kafka) {
            metadata.put("topic", kafka.topic());
            metadata.put("partition", kafka.partition());
            metadata.put("offset", kafka.offset());
        } else if (record instanceof Origin.Source source) {
            metadata.put("sourcePartition", source.partition());
            metadata.put("sourcePosition", source.position());
        }
        timestamp().ifPresent(timestamp -> metadata.put("timestamp", timestamp));
        correlationId().ifPresent(id -> metadata.put("correlationId", id));
        return Collections.unmodifiableMap(metadata);
    }

    @Override
    public boolean isAcknowledged() {
        return acknowledgement.isAcknowledged();
    }

    @Override
    public CompletionStage<Void> acknowledge() {
        return acknowledgement.acknowledge(origin.id());
    }

    @Override
    public CompletionStage<Void> reject(Rejection how) {
        return acknowledgement.reject(Objects.requireNonNull(how, "how"), origin.id());
    }

    /** This message with another acknowledgement, which copies of the result share. For the engine. */
    public KafkaMessage<T> withAcknowledgement(Acknowledgement newAcknowledgement) {
        return new KafkaMessage<>(body, key, keySchema, headers, timestampMs, origin, newAcknowledgement);
    }

    @Override
    public <U> KafkaMessage<U> withBody(@Nullable U newBody) {
        return new KafkaMessage<>(newBody, key, keySchema, headers, timestampMs, origin, acknowledgement);
    }

    /** This message with another key. */
    public KafkaMessage<T> withKey(@Nullable Object newKey) {
        return withKey(newKey, null);
    }

    /** This message with another key that comes with a schema. */
    public KafkaMessage<T> withKey(@Nullable Object newKey, @Nullable Schema newSchema) {
        return new KafkaMessage<>(body, newKey, newSchema, headers, timestampMs, origin, acknowledgement);
    }

    /** This message with other headers. */
    public KafkaMessage<T> withHeaders(MessageHeaders newHeaders) {
        return new KafkaMessage<>(body, key, keySchema, newHeaders, timestampMs, origin, acknowledgement);
    }

    /** This message with another timestamp. */
    public KafkaMessage<T> withTimestamp(Instant newTimestamp) {
        return new KafkaMessage<>(body, key, keySchema, headers, newTimestamp.toEpochMilli(), origin, acknowledgement);
    }

    /** Names the record without its content, so that payloads do not reach logs. */
    @Override
    public String toString() {
        return "KafkaMessage[" + origin.id() + "]";
    }
}
