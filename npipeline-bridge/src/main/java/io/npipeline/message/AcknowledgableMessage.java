package io.npipeline.message;

import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A message whose processing can be acknowledged.
 *
 * <p>Thread safe.
 *
 * @param <T> the type of the body
 */
public interface AcknowledgableMessage<T> {

    /** The body; {@code null} for a tombstone. */
    @Nullable
    T body();

    /** Names the record this message came from: {@code topic-partition-offset} for a Kafka record. */
    String messageId();

    /** Whether {@link #acknowledge()} was called or the delivery is settled. */
    boolean isAcknowledged();

    /** Coordinates, timestamp and the like, by name. Immutable. */
    Map<String, Object> metadata();

    /**
     * Declares this message processed: a later failure of the same delivery is logged and skipped instead of retried,
     * dead-lettered or failed. Idempotent; may be called from any thread.
     *
     * @return completes when the delivery is settled, exceptionally with {@link PartitionLostException} when its
     *     partition was lost first. A node must not wait for it: its delivery is settled only after the node returned
     */
    CompletionStage<Void> acknowledge();

    /** This message with another body. Both share one acknowledgement. */
    <U> AcknowledgableMessage<U> withBody(@Nullable U body);
}
