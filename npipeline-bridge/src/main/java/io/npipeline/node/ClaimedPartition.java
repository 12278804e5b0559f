package io.npipeline.node;

import io.npipeline.message.KafkaMessage;
import java.util.List;
import java.util.OptionalLong;

/**
 * A partition in the store of a {@link TransactionalSinkNode}, from one claim to the next.
 *
 * <p>Used by one thread at a time, and not always the same.
 *
 * @param <T> the body of messages
 */
public interface ClaimedPartition<T> {

    /** The position that the store had at the claim: the offset of the first record to read. Empty when it has none yet. */
    OptionalLong position();

    /**
     * In one transaction: writes the messages, and stores the position in the place of the one before. The messages are all
     * those that the records between the two positions became, in the order in which these were read.
     *
     * <p>After an exception whose transaction may have been committed nevertheless, the same messages come again, at once or
     * in parts. So a position that is stored already, or one above it, says that there is nothing to do.
     *
     * <p>Exceptions go to the failure policy of the node: retries repeat the transaction; a message is given up when it cannot
     * be written in a transaction of its own, and a transaction without messages can.
     *
     * @param messages may be empty, where the records became none or to see whether the store takes anything
     * @param position never below the one before; the same only without messages
     * @throws FencedException if another claim was made since: nothing may have been written
     */
    void write(List<KafkaMessage<T>> messages, long position) throws Exception;
}
