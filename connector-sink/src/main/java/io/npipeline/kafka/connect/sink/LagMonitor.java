package io.npipeline.kafka.connect.sink;

import io.npipeline.configuration.KafkaClientSettings;
import io.npipeline.engine.DaemonThreads;
import io.npipeline.metrics.KafkaMetrics;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at the ends of a task's logs, on a thread of its own: at intervals, and when the task gets partitions. Of partitions
 * whose frontier the task itself does not know yet it looks up what was committed, too. What a look does not find is not known;
 * of several that fail one after the other the first is logged as a warning.
 *
 * <p>Thread safe.
 */
final class LagMonitor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LagMonitor.class);

    private final LagReader reader;
    private final WatchedPartitions partitions;
    private final LogEnds ends;
    private final KafkaMetrics metrics;
    private final ScheduledExecutorService thread;

    /** Whether the last look failed. The monitor's thread. */
    private boolean failing;

    private LagMonitor(
            LagReader reader,
            WatchedPartitions partitions,
            LogEnds ends,
            KafkaMetrics metrics,
            ScheduledExecutorService thread) {
        this.reader = reader;
        this.partitions = partitions;
        this.ends = ends;
        this.metrics = metrics;
        this.thread = thread;
    }

    /**
     * Starts one.
     *
     * @param interval from the end of a look to the begin of the next
     * @param reader closed with the monitor
     */
    static LagMonitor start(
            String threadName,
            Duration interval,
            LagReader reader,
            WatchedPartitions partitions,
            LogEnds ends,
            KafkaMetrics metrics) {
        ScheduledExecutorService thread =
                new ScheduledThreadPoolExecutor(1, work -> DaemonThreads.create(threadName, work)) {
                    @Override
                    protected void terminated() {
                        reader.close();
                    }
                };
        LagMonitor monitor = new LagMonitor(reader, partitions, ends, metrics, thread);
        ScheduledFuture<?> unused = thread.scheduleWithFixedDelay(
                monitor::look, interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
        return monitor;
    }

    /** Looks soon, because there are other partitions. */
    void lookSoon() {
        try {
            thread.execute(this::look);
        } catch (RejectedExecutionException e) {
            log.debug("The task is stopping", e);
        }
    }

    /** An error of any kind, of a class that is missing for one, is that of this look: thrown, it would end all of them. */
    private void look() {
        Collection<TopicPartition> asked = partitions.names();
        if (asked.isEmpty()) {
            return;
        }
        try {
            take(reader.read(asked, partitions.uncertain()));
            tell(asked);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Throwable e) {
            partitions.committed(Map.of());
            ends.set(Map.of());
            failed(asked, e);
        }
    }

    private void take(LagReader.Found found) {
        partitions.committed(found.committed());
        ends.set(found.ends());
        if (found.failures().isEmpty()) {
            failing = false;
        } else {
            failed(
                    found.failures().keySet(),
                    found.failures().values().iterator().next());
        }
    }

    private void failed(Collection<TopicPartition> unknown, Throwable e) {
        if (failing) {
            log.debug("The ends of {}, or what was committed of them, could not be looked up", unknown, e);
        } else {
            log.warn(
                    "The ends of {}, or what was committed of them, could not be looked up with the clients of {}...; the "
                            + "lag of the task is not known until they can",
                    unknown,
                    KafkaClientSettings.PREFIX,
                    e);
        }
        failing = true;
    }

    private void tell(Collection<TopicPartition> looked) {
        for (TopicPartition partition : looked) {
            long lag = partitions.lag(partition);
            if (lag >= 0) {
                metrics.recordLag(partition.topic(), partition.partition(), lag);
            }
        }
    }

    /** Ends without waiting for a look that is under way. */
    @Override
    public void close() {
        thread.shutdownNow();
    }
}
