package io.npipeline.kafka.connect.source;

import io.npipeline.engine.DaemonThreads;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.storage.OffsetStorageReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Copies the positions that the worker has stored to a consumer group, where tools look for a relay's lag. What is published
 * is read back from the worker's own store, so it is never ahead of what a restart goes on from; nothing ever reads it here,
 * and failing to publish costs a line in the log.
 *
 * <p>Has a thread of its own. Used by the task thread, but for {@link #committed}.
 */
final class PositionPublisher implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(PositionPublisher.class);

    /** What the end of the task waits for the last positions to be published. */
    private static final Duration CLOSE_LIMIT = Duration.ofMillis(500);

    private final List<TopicPartition> partitions;
    private final OffsetStorageReader stored;
    private final GroupOffsets group;
    private final Duration pause;
    private final Duration renewal;
    private final Semaphore commits = new Semaphore(0);
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread thread;

    // The publishing thread's own.
    private Map<TopicPartition, Long> published = Map.of();
    private boolean warned;

    private PositionPublisher(
            List<TopicPartition> partitions,
            OffsetStorageReader stored,
            GroupOffsets group,
            Duration pause,
            Duration renewal) {
        this.partitions = partitions;
        this.stored = stored;
        this.group = group;
        this.pause = pause;
        this.renewal = renewal;
        thread = DaemonThreads.create(Thread.currentThread().getName() + "-positions", this::run);
    }

    /**
     * @param stored the worker's store
     * @param group closed with this publisher
     * @param pause the least time between two publications
     * @param renewal how often what did not change is published again: brokers forget what a group without members has not
     *     committed for {@code offsets.retention.minutes}
     */
    static PositionPublisher start(
            List<TopicPartition> partitions,
            OffsetStorageReader stored,
            GroupOffsets group,
            Duration pause,
            Duration renewal) {
        PositionPublisher publisher = new PositionPublisher(partitions, stored, group, pause, renewal);
        publisher.thread.start();
        return publisher;
    }

    /** Any thread. The worker may have stored positions. */
    void committed() {
        commits.release();
    }

    private void run() {
        try (group) {
            boolean last;
            do {
                if (!commits.tryAcquire(renewal.toNanos(), TimeUnit.NANOSECONDS)) {
                    published = Map.of();
                }
                commits.drainPermits();
                // In this order: closing releases a permit, which must not be drained unseen.
                last = isClosing();
                if (!publish()) {
                    // The worker may say nothing more for long: try again by itself.
                    commits.release();
                }
                closing.await(pause.toNanos(), TimeUnit.NANOSECONDS);
            } while (!last);
        } catch (InterruptedException e) {
            log.debug("Publishing positions ended with the task", e);
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }

    /** Whether the group has now what the worker has. */
    private boolean publish() throws InterruptedException {
        try {
            Map<TopicPartition, Long> positions = storedPositions();
            if (!positions.equals(published)) {
                group.write(positions);
                published = positions;
            }
            warned = false;
            return true;
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            if (warned || isClosing()) {
                log.debug("Positions could not be published to group {}", group.id(), e);
            } else {
                log.warn(
                        "Positions could not be published to group {}, so tools show a lag that is not there: {}. The relay "
                                + "itself goes on",
                        group.id(),
                        String.valueOf(e.getCause() == null ? e : e.getCause()));
                warned = true;
            }
            return false;
        }
    }

    private Map<TopicPartition, Long> storedPositions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        StoredPositions.read(
                        partitions,
                        stored,
                        TopicPartitions::stored,
                        position -> Optional.ofNullable(TopicPartitions.position(position)))
                .forEach((partition, position) -> position.ifPresent(from -> positions.put(partition, from.offset())));
        return positions;
    }

    /** Publishes what was stored last, if that does not take long. */
    @Override
    public void close() {
        closing.countDown();
        commits.release();
        try {
            thread.join(CLOSE_LIMIT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        thread.interrupt();
    }
}
