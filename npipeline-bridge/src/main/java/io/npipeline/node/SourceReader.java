package io.npipeline.node;

import java.time.Duration;
import java.util.List;

/**
 * Reads one source partition in its order. Used by one thread.
 *
 * <p>What {@link #read}, {@link #committed} or the opening of a reader throws is tried again by the connector's {@code
 * npipeline.retry.*}: the reader is closed and another one opened, which goes on from the position of the last item that was
 * handed over. A read that returns, even without items, ends a series of failures; when the retries of a series end, the task
 * fails naming the partition. Interrupts and errors of the JVM are not tried again.
 *
 * @param <T> the type of an item's body
 */
public interface SourceReader<T> extends AutoCloseable {

    /**
     * The next items.
     *
     * @param max the most items wanted; more are accepted and count as one read
     * @param maxWait how long to wait for the first item at the longest
     * @return empty when there is nothing now; reading goes on
     */
    List<SourceItem<T>> read(int max, Duration maxWait) throws Exception;

    /**
     * Everything up to a position was written to Kafka, and Connect stored the position: what was read up to there is not
     * needed any more. The place to delete a message from its queue or to move a file.
     *
     * <p>Called between reads, with positions of items of this partition: in their order, each at most once for a reader, and
     * not all of them. A new reader is told first what was stored last, by this task or the one before it. Where the task ends
     * before it could tell, that is made up for after its restart, so a position may be stored that was not told, and never
     * the other way round. Items without an output are covered by the position of a later one that has some.
     *
     * <p>On a worker with exactly-once support each list is told soon after its transaction. On others Connect stores
     * positions every {@code offset.flush.interval.ms} and does not say which, so that a position is told one interval after
     * it was stored.
     */
    default void committed(Position position) throws Exception {}

    @Override
    default void close() throws Exception {}
}
