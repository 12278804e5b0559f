package io.npipeline.kafka.connect.source;

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
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one source partition on a thread of its own, so that a source that blocks holds up neither the task thread nor
 * other partitions. A read that is done waits in a queue of one until the task takes it.
 */
final class PartitionReader implements ReadingLoop {

    private static final Logger log = LoggerFactory.getLogger(PartitionReader.class);

    private static final int MAX_ITEMS = 500;
    private static final Duration MAX_WAIT = Duration.ofMillis(200);

    private final SourceNode<?> source;
    private final SourcePartition partition;
    private final Optional<Position> from;
    private final Arrivals arrivals;
    private final BlockingQueue<List<? extends SourceItem<?>>> done = new ArrayBlockingQueue<>(1);
    private final CountDownLatch stop = new CountDownLatch(1);
    private volatile @Nullable Throwable failure;

    PartitionReader(SourceNode<?> source, SourcePartition partition, Optional<Position> from, Arrivals arrivals) {
        this.source = source;
        this.partition = partition;
        this.from = from;
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
        try (SourceReader<?> reader = source.read(partition, from)) {
            while (!isStopped()) {
                readOnce(reader);
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

    private void readOnce(SourceReader<?> reader) throws Exception {
        long begin = System.nanoTime();
        // A copy, because the source may use its list for the next read, which begins before the task took this one.
        List<? extends SourceItem<?>> items = List.copyOf(reader.read(MAX_ITEMS, MAX_WAIT));
        if (items.isEmpty()) {
            // A source that returns at once must not be asked again at once.
            long rest = MAX_WAIT.toNanos() - (System.nanoTime() - begin);
            stop.await(Math.max(rest, 0), TimeUnit.NANOSECONDS);
            return;
        }
        boolean handedOver = false;
        while (!handedOver && !isStopped()) {
            handedOver = done.offer(items, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        }
        arrivals.announce();
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }
}
