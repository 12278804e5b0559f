package io.npipeline.node;

import io.npipeline.message.KafkaMessage;
import java.util.List;

/**
 * Takes messages out of the pipeline in batches. One batch is written at a time, so an implementation need not be thread
 * safe.
 *
 * @param <T> the body it takes; {@code null} for tombstones
 */
@FunctionalInterface
public interface BatchSinkNode<T> extends Node {

    /**
     * Writes a batch, in which messages of one key stand in their order. To return is to have delivered all of it, unless
     * acknowledgement is manual. A
     * {@link BatchFailure} names the messages that failed, the others count as delivered; any other exception fails all.
     * The failed go to the failure policy one by one; those that are retried come again in a batch of their own, and messages of
     * their keys that come later wait for them. Of one key in one batch, name the later messages too if an earlier one failed.
     */
    void write(List<KafkaMessage<T>> batch) throws Exception;
}
