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
     * dead-lettered or failed. Where acknowledgement is manual, what a sink was given is settled by this call and not by the
     * sink's return; on the message as it was before the sink it counts for all sinks. Of this and {@link #reject} the first
     * call counts. Idempotent; may be called from any thread.
     *
     * @return completes when the delivery is settled, exceptionally with {@link PartitionLostException} when its
     *     partition was lost first. A node must not wait for it: its delivery is settled only after the node returned
     */
    CompletionStage<Void> acknowledge();

    /**
     * Declares this message not processed. Called while a node runs, it decides instead of the node's return; called later,
     * it decides when the call that runs then ends, under that node's name, or at the latest when a retry that is waited for
     * is due. Where acknowledgement is manual, what a sink was given goes back to that sink. A message in a list from a
     * batcher stands for the list. May be called from any thread.
     *
     * @return completes when the delivery is settled in the end, exceptionally with {@link PartitionLostException} when its
     *     partition was lost or the task ended first, and with {@link IllegalStateException} when the call came too late and
     *     has no effect: the message was acknowledged or settled before. A node must not wait for it
     */
    CompletionStage<Void> reject(Rejection how);

    /** This message with another body. Both share one acknowledgement. */
    <U> AcknowledgableMessage<U> withBody(@Nullable U body);
}
