package io.npipeline.kafka.connect.source;

import io.npipeline.engine.DaemonThreads;
import io.npipeline.node.SourcePartition;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks from time to time which partitions a running connector's source has, and says when there are others than before. Where
 * they cannot be found out, those known before stay.
 *
 * <p>Has a thread of its own. Thread safe.
 */
final class SourceMonitor implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SourceMonitor.class);

    /** How long a question that is under way may hold up the connector's stop. */
    private static final Duration CLOSE_LIMIT = Duration.ofSeconds(1);

    private final SourceListing listing;
    private final Duration interval;
    private final Runnable onChange;
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;
    private volatile List<SourcePartition> partitions;

    // The monitor's own thread's.
    private boolean changed;
    private boolean warned;

    private SourceMonitor(
            SourceListing listing, List<SourcePartition> first, Duration interval, Runnable onChange, String name) {
        this.listing = listing;
        this.interval = interval;
        this.onChange = onChange;
        partitions = List.copyOf(first);
        thread = DaemonThreads.create(name, this::run);
        thread.setUncaughtExceptionHandler((ended, error) ->
                log.error("The look for new partitions of the source ended; those known are read on", error));
    }

    /**
     * Starts to look.
     *
     * @param listing used by the monitor's thread only from now on, and closed by it
     * @param first the partitions as they were listed just now
     * @param refresh how often to look; where that is never, the listing is closed at once
     * @param onChange called when there are other partitions, which {@link #partitions} already tells; called again later when
     *     it fails
     * @param name of the thread
     */
    static SourceMonitor start(
            SourceListing listing,
            List<SourcePartition> first,
            RefreshSettings refresh,
            Runnable onChange,
            String name) {
        SourceMonitor monitor = new SourceMonitor(listing, first, refresh.interval(), onChange, name);
        if (refresh.isNever()) {
            listing.close();
        } else {
            monitor.thread.start();
        }
        return monitor;
    }

    /** The partitions as they were when that could be found out last. */
    List<SourcePartition> partitions() {
        return partitions;
    }

    private void run() {
        try (listing) {
            while (!closing.await(interval.toNanos(), TimeUnit.NANOSECONDS)) {
                look();
            }
        } catch (InterruptedException e) {
            log.debug("The look for new partitions ended with the connector", e);
        }
    }

    private void look() throws InterruptedException {
        try {
            take(listing.list());
            if (changed) {
                onChange.run();
                changed = false;
            }
            warned = false;
        } catch (RuntimeException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException(e.toString());
            }
            if (warned || closing.getCount() == 0) {
                log.debug("The partitions of the source could not be looked up", e);
            } else {
                log.warn("The partitions of the source could not be looked up; those known before are read on", e);
                warned = true;
            }
        }
    }

    private void take(List<SourcePartition> listed) {
        Set<SourcePartition> appeared = new HashSet<>(listed);
        partitions.forEach(appeared::remove);
        Set<SourcePartition> gone = new HashSet<>(partitions);
        listed.forEach(gone::remove);
        if (!appeared.isEmpty()) {
            log.info("The source has new partitions, the tasks are started anew with them: {}", appeared);
        }
        if (!gone.isEmpty()) {
            log.warn("Partitions of the source are gone, the tasks are started anew without them: {}", gone);
        }
        if (!appeared.isEmpty() || !gone.isEmpty()) {
            partitions = List.copyOf(listed);
            changed = true;
        }
    }

    @Override
    public void close() {
        closing.countDown();
        thread.interrupt();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
