package io.npipeline.kafka.connect.source;

import io.npipeline.engine.EndOfTask;
import io.npipeline.failure.RetryStrategy;
import io.npipeline.node.Position;
import io.npipeline.node.SourceItem;
import io.npipeline.node.SourceNode;
import io.npipeline.node.SourcePartition;
import io.npipeline.node.SourceReader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one source partition on a thread of its own, so that a source that blocks holds up neither the task thread nor
 * other partitions. A read that is done waits in a queue of one until the task takes it. When reading fails, the reader is
 * closed and another one opened behind what was handed over, as long as the retries last.
 *
 * <p>Used by that thread only, unless said otherwise.
 */
final class PartitionReader implements ReadingLoop {

    private static final Logger log = LoggerFactory.getLogger(PartitionReader.class);

    private static final int MAX_ITEMS = 500;
    private static final Duration MAX_WAIT = Duration.ofMillis(200);

    private final SourceNode<?> source;
    private final SourcePartition partition;
    private final Supplier<@Nullable Position> committed;
    private final RetryStrategy retries;
    private final Arrivals arrivals;
    private final BlockingQueue<List<? extends SourceItem<?>>> done = new ArrayBlockingQueue<>(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    /** The position behind what was handed over. */
    private Optional<Position> next;

    /** What the present reader was told last. */
    private @Nullable Position told;

    /** Failures since the last read that returned. */
    private int failures;

    /**
     * @param from where to begin
     * @param committed the last position that is stored; any thread
     */
    PartitionReader(
            SourceNode<?> source,
            SourcePartition partition,
            Optional<Position> from,
            Supplier<@Nullable Position> committed,
            RetryStrategy retries,
            Arrivals arrivals) {
        this.source = source;
        this.partition = partition;
        this.next = from;
        this.committed = committed;
        this.retries = retries;
        this.arrivals = arrivals;
    }

    /** Task thread. The next items that were read; {@code null} when there are none. */
    @Nullable
    List<? extends SourceItem<?>> take() {
        return done.poll();
    }

    /** Task thread. What ended the reading, once all that was read before is taken; {@code null} while it goes on. */
    @Nullable
    ConnectException failure() {
        Throwable error = failure;
        return error == null || !done.isEmpty()
                ? null
                : new ConnectException("Reading source partition " + partition + " failed: " + error, error);
    }

    @Override
    public void stop() {
        stop.countDown();
    }

    @Override
    public void run() {
        try {
            while (!isStopped()) {
                readUntilFailure();
            }
        } catch (Throwable error) {
            if (isStopped()) {
                log.debug("Reading source partition {} ended with the task", partition, error);
            } else {
                failure = error;
                arrivals.announce();
            }
        }
    }

    private void readUntilFailure() throws Exception {
        told = null;
        try (SourceReader<?> reader = source.read(partition, next)) {
            while (!isStopped()) {
                tell(reader);
                readOnce(reader);
            }
            tell(reader);
        } catch (Exception error) {
            waitForRetry(error);
        }
    }

    /** Throws the error again when it is the last. */
    private void waitForRetry(Exception error) throws Exception {
        int attempt = failures++;
        if (isStopped()
                || EndOfTask.isInterruption(error)
                || EndOfTask.isJvmError(error)
                || !retries.shouldRetry(error, attempt)) {
            throw error;
        }
        Duration delay = retries.delay(attempt);
        log.warn(
                "Reading source partition {} failed at attempt {}; a new reader goes on in {}",
                partition,
                failures,
                delay,
                error);
        stop.await(delay.toNanos(), TimeUnit.NANOSECONDS);
    }

    private void readOnce(SourceReader<?> reader) throws Exception {
        long begin = System.nanoTime();
        // A copy, because the source may use its list for the next read, which begins before the task took this one.
        List<? extends SourceItem<?>> items = List.copyOf(reader.read(MAX_ITEMS, MAX_WAIT));
        failures = 0;
        if (items.isEmpty()) {
            // A source that returns at once must not be asked again at once.
            long rest = MAX_WAIT.toNanos() - (System.nanoTime() - begin);
            stop.await(Math.max(rest, 0), TimeUnit.NANOSECONDS);
            return;
        }
        while (!isStopped()) {
            if (done.offer(items, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
                next = Optional.of(items.get(items.size() - 1).position());
                break;
            }
            tell(reader);
        }
        arrivals.announce();
    }

    private void tell(SourceReader<?> reader) throws Exception {
        Position position = committed.get();
        if (position != null && !position.equals(told)) {
            told = position;
            reader.committed(position);
        }
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }
}
