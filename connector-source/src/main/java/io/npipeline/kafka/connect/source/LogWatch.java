package io.npipeline.kafka.connect.source;

import io.npipeline.configuration.LagSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes note of where a relay's consumer is, and asks now and then where the logs end. It asks the consumer itself, which sees
 * ends as its isolation level has it: behind them is what nobody may read yet.
 *
 * <p>What the consumer says only once is not for this: that the log does not have a position ({@link OffsetOutOfRangeException},
 * which any look at a position may throw) goes on to the caller. The consumer's thread only.
 */
final class LogWatch {

    private static final Logger log = LoggerFactory.getLogger(LogWatch.class);

    /** Meanwhile nothing is fetched; a broker that is there answers in much less. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final LogPlaces places;
    private final LagSettings settings;
    private final Runnable onEnds;
    private long lastLook;
    private boolean looked;
    private boolean warned;

    /**
     * @param places what is told of it all
     * @param onEnds called when ends were found
     */
    LogWatch(LogPlaces places, LagSettings settings, Runnable onEnds) {
        this.places = places;
        this.settings = settings;
        this.onEnds = onEnds;
    }

    /**
     * The consumer was polled.
     *
     * @throws OffsetOutOfRangeException when the log does not have a position
     */
    void polled(Consumer<?, ?> consumer, ConsumerRecords<?, ?> records) {
        for (TopicPartition partition : records.partitions()) {
            List<? extends ConsumerRecord<?, ?>> ofPartition = records.records(partition);
            long behindLast = ofPartition.get(ofPartition.size() - 1).offset() + 1;
            places.fetched(partition, behindLast, Math.max(position(consumer, partition), behindLast));
        }
        if (records.isEmpty()) {
            // What has no records for anybody is passed by such a poll.
            notePositions(consumer);
        }
    }

    private void notePositions(Consumer<?, ?> consumer) {
        for (TopicPartition partition : consumer.assignment()) {
            long position = position(consumer, partition);
            if (position != LogPlaces.UNKNOWN) {
                places.passed(partition, position);
            }
        }
    }

    private static long position(Consumer<?, ?> consumer, TopicPartition partition) {
        try {
            return consumer.position(partition, Duration.ZERO);
        } catch (OffsetOutOfRangeException | WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            log.debug("The position in {} is not known", partition, e); // it may be being looked up
            return LogPlaces.UNKNOWN;
        }
    }

    /**
     * Asks where the logs end, when it is time.
     *
     * @throws OffsetOutOfRangeException when the log does not have a position
     */
    void lookWhenDue(Consumer<?, ?> consumer) {
        long now = System.nanoTime();
        if (!settings.enabled()
                || (looked && now - lastLook < settings.interval().toNanos())) {
            return;
        }
        looked = true;
        lastLook = now;
        try {
            places.ends(consumer.endOffsets(consumer.assignment(), LIMIT));
            warned = false;
        } catch (WakeupException | InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            places.endsUnknown();
            warn(e);
            return;
        }
        notePositions(consumer);
        onEnds.run();
    }

    private void warn(KafkaException error) {
        if (warned) {
            log.debug("The ends of the source topics' logs are still not known", error);
        } else {
            log.warn(
                    "The lag is not known until the ends of the source topics' logs can be found out: {}. The relay itself "
                            + "goes on",
                    error.toString());
        }
        warned = true;
    }
}
