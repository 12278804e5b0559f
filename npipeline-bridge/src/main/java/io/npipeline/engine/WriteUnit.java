package io.npipeline.engine;

import io.npipeline.message.KafkaMessage;
import java.util.ArrayList;
import java.util.List;

/**
 * What no position may divide: a record, or those from the first to the last of batches that overlap. And, without a message
 * of their own, the records behind it of which nothing is to be written.
 *
 * <p>Not thread safe: with its queue, then with the batch it is written in.
 */
final class WriteUnit {

    private final List<Delivery> deliveries = new ArrayList<>(1);
    private final List<KafkaMessage<?>> messages = new ArrayList<>(1);
    private final long readyAt;
    private long bytes;
    private long closesAt = OffsetTracker.NONE;
    private long end;

    /**
     * @param readyAt when the first of its records was done, by {@link System#nanoTime}
     */
    WriteUnit(Delivery first, long readyAt) {
        this.readyAt = readyAt;
        add(first);
    }

    /** Adds a record behind those there are: one that waits for the store, or one that is done without it. */
    void add(Delivery delivery) {
        if (delivery.isAwaitingStore()) {
            deliveries.add(delivery);
            messages.addAll(delivery.toStore());
            bytes += delivery.bytes();
        }
        closesAt = Math.max(closesAt, delivery.batchedUpTo());
        passTo(delivery.offset() + 1);
    }

    /** Whether its last record is in no batch that goes on behind it. */
    boolean isComplete() {
        return end > closesAt;
    }

    /** Everything below the position belongs to it or is done. */
    void passTo(long position) {
        end = position;
    }

    List<Delivery> deliveries() {
        return deliveries;
    }

    List<KafkaMessage<?>> messages() {
        return messages;
    }

    long readyAt() {
        return readyAt;
    }

    long bytes() {
        return bytes;
    }

    /** The offset of its first record. */
    long begin() {
        return deliveries.get(0).offset();
    }

    /** The position behind it. */
    long end() {
        return end;
    }
}
