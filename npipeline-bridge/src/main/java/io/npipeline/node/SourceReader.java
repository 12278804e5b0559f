package io.npipeline.node;

import java.time.Duration;
import java.util.List;

/**
 * Reads one source partition in its order. Used by one thread.
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
     * @throws Exception stops the task, naming the partition
     */
    List<SourceItem<T>> read(int max, Duration maxWait) throws Exception;

    @Override
    default void close() throws Exception {}
}
