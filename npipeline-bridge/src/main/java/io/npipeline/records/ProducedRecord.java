package io.npipeline.records;

import io.npipeline.engine.OutputRecord;
import java.util.Map;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * A source record that equals itself only. Under exactly-once the worker keeps records as keys of a map by {@code equals},
 * so two records of equal content would be acknowledged as one.
 *
 * <p>Immutable, but for what {@link SourceRecord} leaves open.
 */
public final class ProducedRecord extends SourceRecord {

    /** Learns what became of a record. Called on any thread. */
    public interface Receipt {

        /**
         * The worker is done with the record.
         *
         * @param written whether it is in its topic; otherwise a transformation dropped it
         */
        void done(boolean written);
    }

    private final boolean deadLetter;
    private final Receipt receipt;
    private final long madeNanos;

    /** A record of which nobody wants to know what becomes of it. */
    public ProducedRecord(Map<String, ?> sourcePartition, Map<String, ?> sourceOffset, OutputRecord output) {
        this(sourcePartition, sourceOffset, output, written -> {}, System.nanoTime());
    }

    /**
     * @param sourcePartition what the offset belongs to
     * @param sourceOffset the position that is stored once this record is acknowledged
     * @param madeNanos when it is handed to the worker, in {@link System#nanoTime}
     */
    public ProducedRecord(
            Map<String, ?> sourcePartition,
            Map<String, ?> sourceOffset,
            OutputRecord output,
            Receipt receipt,
            long madeNanos) {
        super(
                sourcePartition,
                sourceOffset,
                output.topic(),
                output.partition(),
                output.key().schema(),
                output.key().value(),
                output.value().schema(),
                output.value().value(),
                output.timestampMs());
        ConnectHeaders.write(output.headers(), headers());
        deadLetter = output.deadLetter();
        this.receipt = receipt;
        this.madeNanos = madeNanos;
    }

    /** Whether the record is a dead letter, which must not get lost on its way. */
    public boolean isDeadLetter() {
        return deadLetter;
    }

    public Receipt receipt() {
        return receipt;
    }

    /** When it was handed to the worker, in {@link System#nanoTime}. */
    public long madeNanos() {
        return madeNanos;
    }

    @Override
    public boolean equals(Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
