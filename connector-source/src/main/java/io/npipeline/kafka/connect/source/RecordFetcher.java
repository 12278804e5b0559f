package io.npipeline.kafka.connect.source;

import io.npipeline.metrics.KafkaMetrics;
import io.npipeline.records.ConsumedRecord;
import io.npipeline.records.ConsumedRecordReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Polls the consumer of a relay task and converts what it got, on a thread of its own: a consumer that is polled on the task
 * thread fetches nothing while the worker sends. What was polled waits in a queue of one until the task takes it; a consumer
 * that is assigned its partitions belongs to no group, so nothing is lost by not polling meanwhile.
 *
 * <p>Used by that thread only, unless said otherwise.
 */
final class RecordFetcher implements ReadingLoop {

    private static final Logger log = LoggerFactory.getLogger(RecordFetcher.class);

    private static final Duration MAX_WAIT = Duration.ofMillis(500);

    private final Consumer<byte[], byte[]> consumer;
    private final StartingPlaces places;
    private final LostPositions lost;
    private final ConsumedRecordReader reader;
    private final LogWatch logs;
    private final KafkaMetrics events;
    private final Arrivals arrivals;
    private final BlockingQueue<List<FetchedRecords>> done = new ArrayBlockingQueue<>(1);

    /** Says that the log does not have a position, until the consumer is moved. */
    private @Nullable OffsetOutOfRangeException missing;

    private volatile boolean stopped;
    private volatile @Nullable Throwable failure;

    /**
     * @param consumer with its partitions; this thread's own from {@link #run} on, which closes it
     * @param places where they begin; looked up before the first poll
     */
    RecordFetcher(
            Consumer<byte[], byte[]> consumer,
            StartingPlaces places,
            LostPositions lost,
            ConsumedRecordReader reader,
            LogWatch logs,
            KafkaMetrics events,
            Arrivals arrivals) {
        this.consumer = consumer;
        this.places = places;
        this.lost = lost;
        this.reader = reader;
        this.logs = logs;
        this.events = events;
        this.arrivals = arrivals;
    }

    /** Task thread. The next records that were fetched; {@code null} when there are none. */
    @Nullable
    List<FetchedRecords> take() {
        return done.poll();
    }

    /** Task thread. What ended the fetching, once all that was fetched before is taken; {@code null} while it goes on. */
    @Nullable
    ConnectException failure() {
        Throwable error = failure;
        return error == null || !done.isEmpty()
                ? null
                : new ConnectException("Reading the source topics failed: " + error, error);
    }

    @Override
    public void stop() {
        stopped = true;
        consumer.wakeup();
    }

    @Override
    public void run() {
        try {
            boolean placed = false;
            while (!stopped) {
                if (placed) {
                    fetchOnce();
                } else {
                    placed = findPlaces();
                }
            }
        } catch (Throwable error) {
            if (stopped) {
                log.debug("Reading the source topics ended with the task", error);
            } else {
                // The task fails only once what it has read is done, which may take long.
                log.error("Reading the source topics failed, and the task ends when what it has read is done", error);
                failure = error;
                arrivals.announce();
            }
        } finally {
            Thread.interrupted(); // or closing would fail
            SourceConsumers.close(consumer);
        }
    }

    /** Brokers that do not answer are asked again, as a poll asks them. */
    private boolean findPlaces() {
        try {
            places.lookUp(consumer);
            return true;
        } catch (TimeoutException e) {
            log.warn("Where to begin reading could not be found out, and is asked again: {}", e.toString());
            return false;
        } catch (WakeupException e) {
            return false;
        }
    }

    private void fetchOnce() throws InterruptedException {
        OffsetOutOfRangeException outOfRange = missing;
        if (outOfRange != null) {
            missing = null;
            lost.goOn(outOfRange, consumer);
        }
        List<FetchedRecords> fetched = new ArrayList<>();
        use(() -> fetch(fetched));
        if (fetched.isEmpty()) {
            return;
        }
        boolean handedOver = false;
        while (!handedOver && !stopped) {
            handedOver = done.offer(fetched, MAX_WAIT.toMillis(), TimeUnit.MILLISECONDS);
            if (!handedOver) {
                // A task that takes nothing in lags behind the more.
                use(() -> logs.lookWhenDue(consumer));
            }
        }
        arrivals.announce();
    }

    private void fetch(List<FetchedRecords> fetched) {
        logs.lookWhenDue(consumer);
        long begin = System.nanoTime();
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(MAX_WAIT);
        long nanos = System.nanoTime() - begin;
        for (TopicPartition partition : polled.partitions()) {
            fetched.add(new FetchedRecords(
                    partition, convert(polled.records(partition)), places.areOfAnotherLog(partition)));
        }
        // What they fail with must not cost what was polled, which no poll brings again.
        tell(polled, nanos);
        logs.polled(consumer, polled);
    }

    /**
     * Uses the consumer, any call of which may find, once, that a position is lost: what to do about it comes when that which
     * was polled before is handed over.
     */
    private void use(Runnable calls) {
        try {
            calls.run();
        } catch (OffsetOutOfRangeException e) {
            missing = e;
        } catch (WakeupException e) {
            log.debug("The task ends", e);
        }
    }

    /** Of each topic that there were records of; a poll without records tells of nothing but the time it was given. */
    private void tell(ConsumerRecords<?, ?> polled, long nanos) {
        for (TopicPartition partition : polled.partitions()) {
            events.recordConsumed(partition.topic(), polled.records(partition).size());
        }
        polled.partitions().stream()
                .map(TopicPartition::topic)
                .distinct()
                .forEach(topic -> events.recordPollLatency(topic, nanos));
    }

    private List<ConsumedRecord> convert(List<ConsumerRecord<byte[], byte[]>> records) {
        List<ConsumedRecord> converted = new ArrayList<>(records.size());
        for (ConsumerRecord<byte[], byte[]> record : records) {
            converted.add(reader.read(record));
        }
        return converted;
    }
}
